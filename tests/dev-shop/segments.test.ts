import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openShop } from './support/open-shop.ts'
import type { OpenShop } from './support/open-shop.ts'

let open: OpenShop

beforeAll(async () => {
  open = await openShop({ keepOpen: true })
}, 30_000)
afterAll(() => open.close())

const CREATE = `mutation ($name: String!, $query: String!) {
  answer: segmentCreate(name: $name, query: $query) { segment { id name query } userErrors { field message } } }`

describe('segments of the dev shop', () => {
  it('are created, changed and deleted', async () => {
    const query =
      "amount_spent > 5 AND products_purchased MATCHES (id = 1, date >= -30d) OR customer_tags CONTAINS 'x AND y'"
    const { data } = await open.graphql(CREATE, { name: 'Gut', query })
    const { segment, userErrors } = data?.answer as { segment: { id: string }; userErrors: object[] }
    expect({ segment, userErrors }).toMatchObject({ segment: { name: 'Gut', query }, userErrors: [] })
    const update = `mutation ($id: ID!) { segmentUpdate(id: $id, name: "Besser") { segment { name query } userErrors { message } } }`
    expect((await open.graphql(update, { id: segment.id })).data).toMatchObject({
      segmentUpdate: { segment: { name: 'Besser', query } },
    })
    const remove = `mutation ($id: ID!) { segmentDelete(id: $id) { deletedSegmentId userErrors { message } } }`
    expect((await open.graphql(remove, { id: segment.id })).data).toMatchObject({ segmentDelete: { userErrors: [] } })
    expect((await open.graphql(remove, { id: segment.id })).data).toMatchObject({
      segmentDelete: { deletedSegmentId: null, userErrors: [{ message: 'Segment does not exist' }] },
    })
  })

  it.each([
    ['', 'number_of_orders = 1', 'name'],
    ['Leer', '', 'query'],
    ['Fremd', "number_of_orders = 1 AND preferred_product_type = 'Ringe'", 'query'],
    ['Fremd', '(number_of_orders = 1 OR may_email = true)', 'query'],
  ])('are refused: %s, %s', async (name, query, field) => {
    const { data } = await open.graphql(CREATE, { name, query })
    expect(data?.answer).toMatchObject({ segment: null, userErrors: [{ field: [field] }] })
  })

  it.each(['last_order_date BETWEEN -30d AND today', '(a_b = 1)'.replace('a_b', 'metafields.facts.size')])(
    'are taken: %s',
    async (query) => {
      expect((await open.graphql(CREATE, { name: 'Gut', query })).data?.answer).toMatchObject({ userErrors: [] })
    },
  )
})
