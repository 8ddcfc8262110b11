import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { jsonHeaders, openShop, send } from './support/open-shop.ts'
import type { OpenShop } from './support/open-shop.ts'
import { issueToken } from '../../dev-shop/oauth/tokens.ts'

let open: OpenShop

beforeAll(async () => {
  open = await openShop({ keepOpen: true })
}, 30_000)
afterAll(() => open.close())

describe('the Admin API refuses what Shopify refuses', () => {
  it('answers a field that the schema lacks with its name and HTTP 200', async () => {
    const { errors } = await open.graphql('{ shop { favouriteColour } }')
    expect(errors?.[0]).toMatchObject({
      message: "Field 'favouriteColour' doesn't exist on type 'Shop'",
      extensions: { code: 'undefinedField', typeName: 'Shop', fieldName: 'favouriteColour' },
    })
  })

  it('fails loudly with the name of a field that it cannot answer itself', async () => {
    const { errors } = await open.graphql('{ customers(first: 1) { nodes { lifetimeDuration } } }')
    expect(errors?.[0]?.message).toBe('dev shop has no resolver for Customer.lifetimeDuration')
  })

  it('names the scope that a token lacks', async () => {
    const { access_token: weak } = issueToken(open.shop, 'read_products', true)
    const { data, errors } = await send(open.origin, weak, '{ customers(first: 1) { nodes { id } } }')
    expect(data).toBeNull()
    expect(errors?.[0]).toMatchObject({
      path: ['customers'],
      extensions: { code: 'ACCESS_DENIED', requiredAccess: '`read_customers` access scope.' },
    })
  })

  it('lets a token that may write read as well', async () => {
    const { access_token: writer } = issueToken(open.shop, 'write_customers', true)
    const { errors } = await send(open.origin, writer, '{ customers(first: 1) { nodes { id } } }')
    expect(errors).toBeUndefined()
  })

  it('shows the orders of 60 days only without read_all_orders', async () => {
    const { access_token: recent } = issueToken(open.shop, 'read_orders', true)
    const query = '{ ordersCount { count } orders(first: 1) { nodes { createdAt } } }'
    const all = await open.graphql(query)
    const few = await send(open.origin, recent, query)
    const counted = (answer: typeof all) => (answer.data?.ordersCount as { count: number }).count
    expect(counted(few)).toBeLessThan(counted(all) / 3)
  })

  it('reports deprecated fields and input fields, also inside variables', async () => {
    const { extensions } = await open.graphql('{ customers(first: 1) { nodes { email } } }')
    expect(extensions?.deprecations).toEqual([
      'The field Customer.email is deprecated. Use `defaultEmailAddress.emailAddress` instead.',
    ])
    await open.graphql(
      'mutation ($d: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $d) { userErrors { message } } }',
      { d: { customerSelection: { all: true } } },
    )
    expect(await open.dev('GET', '/dev/status')).toMatchObject({
      deprecations: expect.arrayContaining([
        'The input field DiscountCodeBasicInput.customerSelection is deprecated. Use `context` instead.',
      ]) as unknown,
    })
  })

  it('refuses an unknown search filter instead of ignoring it', async () => {
    const { errors } = await open.graphql('{ customers(first: 1, query: "emial:a@b.de") { nodes { id } } }')
    expect(errors?.[0]?.message).toBe('search query: the dev shop has no filter "emial"')
  })

  it.each([
    ['no page size', '{ orders { nodes { id } } }', 'you must provide one of first or last'],
    ['too large a page', '{ productTags(first: 251) { nodes } }', 'a page has at most 250 members, asked for 251'],
    ['an id of another kind', '{ customer(id: "gid://shopify/Order/1") { id } }', 'Invalid id: gid://shopify/Order/1'],
  ])('refuses %s', async (_name, query, message) => {
    const { errors } = await open.graphql(query)
    expect(errors?.[0]?.message).toBe(message)
  })

  it.each([
    ['another version', '/admin/api/2025-01/graphql.json', {}, 404],
    ['another shop', '/admin/api/2026-10/graphql.json', { 'x-forwarded-host': 'other.myshopify.com' }, 404],
    ['no token', '/admin/api/2026-10/graphql.json', {}, 401],
    ['an unknown token', '/admin/api/2026-10/graphql.json', { 'x-shopify-access-token': 'shpat_x' }, 401],
  ])('answers %s with an HTTP error', async (_name, path, headers, status) => {
    const response = await fetch(`${open.origin}${path}`, {
      method: 'POST',
      headers: { ...jsonHeaders, ...headers } as Record<string, string>,
      body: JSON.stringify({ query: '{ shop { id } }' }),
    })
    expect(response.status).toBe(status)
    expect(await response.json()).toHaveProperty('errors')
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })
})

describe('counts', () => {
  it('are exact without a limit, and at least the limit where there is more', async () => {
    const { data } = await open.graphql(`{
      all: customersCount(limit: null) { count precision }
      some: customersCount(limit: 7) { count precision }
      few: ordersCount(query: "created_at:>='2026-11-01T00:00:00Z' created_at:<'2026-11-01T00:00:01Z'") { precision }
    }`)
    expect(data).toEqual({
      all: { count: 60, precision: 'EXACT' },
      some: { count: 7, precision: 'AT_LEAST' },
      few: { precision: 'EXACT' },
    })
  })

  it('of customers know other filters than their list', async () => {
    const counted = await open.graphql(`{ customersCount(query: "customer_date:>='2026-01-01'") { count } }`)
    expect(counted.errors?.[0]?.message).toBe('search query: the dev shop has no filter "customer_date"')
    const listed = await open.graphql(`{ customers(first: 1, query: "created_at:>='2026-01-01'") { nodes { id } } }`)
    expect(listed.errors?.[0]?.message).toBe('search query: the dev shop has no filter "created_at"')
  })
})

describe('the cost of a query', () => {
  it('counts pages by their size before and by their content after', async () => {
    const { extensions } = await open.graphql('{ customers(first: 100, query: "id:1") { nodes { id } } }')
    expect(extensions?.cost).toMatchObject({
      requestedQueryCost: 100,
      actualQueryCost: 0,
      throttleStatus: { maximumAvailable: 2000, restoreRate: 100 },
    })
  })

  it('refuses a single query over 1000 points', async () => {
    const { errors, data } = await open.graphql(
      '{ orders(first: 100) { nodes { lineItems(first: 50) { nodes { id } } } } }',
    )
    expect(data).toBeUndefined()
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'MAX_COST_EXCEEDED', cost: 5100 })
  })

  it('throttles with HTTP 200 while the bucket is empty and answers once it has run full again', async () => {
    const { bucket } = open.shop
    Object.assign(bucket, { available: 50, measuredAt: Date.now() })
    const query = '{ customers(first: 240) { nodes { id } } }'
    const refused = await open.graphql(query)
    expect(refused.errors).toEqual([
      {
        message: 'Throttled',
        extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
      },
    ])
    expect(refused.extensions?.cost).toMatchObject({ requestedQueryCost: 240, actualQueryCost: null })
    bucket.measuredAt -= 3000
    expect((await open.graphql(query)).errors).toBeUndefined()
  })
})

describe('pages', () => {
  it('follow each other without a gap or a repetition, forwards and backwards', async () => {
    const seen: string[] = []
    let after: string | null = null
    do {
      const query = `query ($after: String) { orders(first: 40, after: $after, sortKey: UPDATED_AT, reverse: true) {
        nodes { id } pageInfo { hasNextPage endCursor } } }`
      const answer = await open.graphql(query, { after })
      const page = answer.data?.orders as {
        nodes: { id: string }[]
        pageInfo: { hasNextPage: boolean; endCursor: string }
      }
      seen.push(...page.nodes.map(({ id }) => id))
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
      if (after !== null) open.shop.bucket.available = 2000
    } while (after !== null)
    expect(new Set(seen).size).toBe(seen.length)
    const { data } = await open.graphql('{ ordersCount { count } orders(last: 3) { nodes { id } } }')
    expect(seen).toHaveLength((data?.ordersCount as { count: number }).count)
    const rows = open.shop.state.prepare('select id from orders order by processed_at desc, id desc limit 3').all()
    const last = (data?.orders as { nodes: { id: string }[] }).nodes.map(({ id }) => id.split('/').at(-1))
    expect(last).toEqual(rows.map(({ id }) => String(id)).reverse())
  })
})
