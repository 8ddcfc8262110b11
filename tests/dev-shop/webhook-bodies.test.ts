import { createRequire } from 'node:module'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fulfilOrder } from '../../dev-shop/admin-api/fulfil.ts'
import { refundOrder } from '../../dev-shop/admin-api/refund.ts'
import { keepCheckout } from '../../dev-shop/storefront/keep-checkout.ts'
import { placeOrder } from '../../dev-shop/storefront/place-order.ts'
import type { Session } from '../../dev-shop/storefront/session.ts'
import { buildBody, sendableTopics } from '../../dev-shop/webhooks/bodies/index.ts'
import { stringifyExact } from '../../dev-shop/webhooks/json.ts'
import { openShop } from './support/open-shop.ts'
import type { OpenShop } from './support/open-shop.ts'

const LATEST = '2026-07'
const published = createRequire(import.meta.url)('shopify-webhook-schemas') as {
  schemaForWebhook(version: string, topic: string): object
  allTopicsForVersion(version: string): string[]
}
const ajv = new Ajv2020({ strict: false, allErrors: true })
formats(ajv)

let open: OpenShop
let ids: Record<
  | 'order'
  | 'customer'
  | 'product'
  | 'collection'
  | 'variant'
  | 'refund'
  | 'discount'
  | 'code'
  | 'fulfillment'
  | 'checkout'
  | 'segment',
  string
>

beforeAll(async () => {
  open = await openShop({ keepOpen: true })
  ids = await subjects(open)
}, 30_000)
afterAll(() => open.close())

const subjectOf: [RegExp, (all: typeof ids) => string][] = [
  [/^orders\//, ({ order }) => order],
  [/^refunds\//, ({ refund }) => refund],
  [/^fulfillments\//, ({ fulfillment }) => fulfillment],
  [/^checkouts\//, ({ checkout }) => checkout],
  [/^customer/, ({ customer }) => customer],
  [/^products\//, ({ product }) => product],
  [/^collections\//, ({ collection }) => collection],
  [/^inventory_levels\//, ({ variant }) => variant],
  [/^discounts\/redeemcode/, ({ code }) => code],
  [/^discounts\//, ({ discount }) => discount],
  [/^segments\//, ({ segment }) => segment],
  [/^bulk_operations\//, () => '9100000099999999'],
  [/./, () => '9007199254741993'],
]
const extras: Record<string, Record<string, unknown>> = {
  'customer.tags_added': { tags: ['vip'] },
  'customer.tags_removed': { tags: ['vip'] },
  'app/scopes_update': { previous: ['read_orders'], current: ['read_orders', 'read_products'] },
}
const compliance = ['customers/data_request', 'customers/redact', 'shop/redact']

function rawBody(topic: string): string {
  const subject = subjectOf.find(([pattern]) => pattern.test(topic))
  if (subject === undefined) throw new Error(topic)
  return stringifyExact(buildBody(open.shop, topic, subject[1](ids), extras[topic] ?? {}))
}

describe('bodies of webhooks', () => {
  it.each(sendableTopics.filter((topic) => !compliance.includes(topic)))(
    '%s has the shape that Shopify publishes',
    (topic) => {
      expect(published.allTopicsForVersion(LATEST)).toContain(topic)
      const validate = ajv.compile(published.schemaForWebhook(LATEST, topic))
      validate(JSON.parse(rawBody(topic)))
      expect(validate.errors ?? []).toEqual([])
    },
  )

  it.each(compliance)('%s names the shop and whom it is about', (topic) => {
    expect(JSON.parse(rawBody(topic))).toMatchObject({ shop_domain: 'handelblitz.myshopify.com' })
  })

  it('carry ids beyond 2^53 as whole numbers without a lost digit', () => {
    const body = rawBody('orders/create')
    expect(BigInt(ids.order)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER))
    expect(body).toContain(`{"id":${ids.order},"admin_graphql_api_id":"gid://shopify/Order/${ids.order}"`)
    const [, lineId] = /"line_items":\[\{"id":(\d+),/.exec(body) ?? []
    const line = open.shop.state
      .prepare('select 1 from order_lines where order_id = ? and id = ?')
      .get(ids.order, lineId ?? '')
    expect(line).toBeDefined()
  })

  it('of an order repeat its refunds in the form of refunds/create', () => {
    const order = open.shop.state.prepare('select order_id as id from refunds where id = ?').get(ids.refund)
    const body = stringifyExact(buildBody(open.shop, 'orders/updated', String(order?.id), {}))
    expect(body).toContain(rawBody('refunds/create'))
  })

  it('of a customer have been without tags, consent and totals since 2025-01', () => {
    const body = JSON.parse(rawBody('customers/update')) as Record<string, unknown>
    for (const gone of ['tags', 'email_marketing_consent', 'orders_count', 'total_spent', 'last_order_id']) {
      expect(body).not.toHaveProperty(gone)
    }
  })

  it('of a discounted order carry the discount in the allocations of its lines and nowhere else', () => {
    const discounted = open.shop.state
      .prepare("select id, total_discounts as discount from orders where discount_codes <> '[]' limit 1")
      .get()
    const body = orderShape.parse(buildBody(open.shop, 'orders/create', String(discounted?.id), {}))
    const allocated = body.line_items.flatMap((line) => line.discount_allocations.map(({ amount }) => Number(amount)))
    expect(allocated.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(Number(discounted?.discount) / 100)
    expect(body.line_items.map((line) => line.total_discount)).not.toContain(body.total_discounts)
  })
})

const orderShape = z.object({
  total_discounts: z.string(),
  line_items: z.array(
    z.object({ total_discount: z.string(), discount_allocations: z.array(z.object({ amount: z.string() })) }),
  ),
})

async function subjects({ shop, graphql }: OpenShop): Promise<typeof ids> {
  const one = (sql: string) => String(shop.state.prepare(sql).get()?.id)
  const order = one(
    "select id from orders where customer_id is not null and financial_status = 'PAID' order by id desc limit 1",
  )
  const refunded = one("select id from orders where financial_status = 'PAID' order by id limit 1")
  const refund = refundOrder(shop, refunded, 'all', 'Things were damaged')
  if (refund.outcome === 'refused') throw new Error(refund.reason)
  const customer = one('select customer_id as id from orders where customer_id is not null order by id desc limit 1')
  await graphql('mutation ($i: CustomerInput!) { customerUpdate(input: $i) { userErrors { message } } }', {
    i: { id: `gid://shopify/Customer/${customer}`, note: 'Likes silver' },
  })
  shop.state.exec(
    "insert into bulk_operations (id, api_key, status, query, created_at, completed_at) values ('9100000099999999', 'x', 'COMPLETED', '{}', '2026-11-01T10:00:00.000Z', '2026-11-01T10:00:03.000Z')",
  )
  const variantId = one('select id from variants where inventory_quantity > 3 limit 1')
  const lines = [{ variantId, quantity: 2 }]
  const bought = placeOrder(shop, { buyer: { customerId: customer }, lines, codes: [], locale: 'de' })
  if (bought.outcome === 'refused') throw new Error(bought.reason)
  const sent = fulfilOrder(shop, bought.orderId)
  if (sent.outcome === 'refused') throw new Error(sent.reason)
  const session: Session = {
    token: 'browser',
    cartToken: 'cart',
    checkoutToken: null,
    lines,
    codes: ['WILLKOMMEN10'],
    customerId: customer,
    locale: 'de',
  }
  const address = { address1: 'Gartenweg 3', zip: '10437', city: 'Berlin', country: 'Germany', countryCode: 'DE' }
  const contact = { email: 'mara@example.de', firstName: 'Mara', lastName: 'Neu', address }
  keepCheckout(shop, session, { contact, locale: 'de', acceptsMarketing: false })
  await graphql('mutation { segmentCreate(name: "Once", query: "number_of_orders = 1") { userErrors { message } } }')
  return {
    order,
    customer,
    segment: one('select id from segments limit 1'),
    fulfillment: sent.fulfillmentId,
    checkout: session.checkoutToken ?? '',
    refund: refund.refundId,
    product: one('select id from products limit 1'),
    collection: one('select id from collections limit 1'),
    variant: one('select id from variants limit 1'),
    discount: one('select id from discounts limit 1'),
    code: one('select id from discount_codes limit 1'),
  }
}
