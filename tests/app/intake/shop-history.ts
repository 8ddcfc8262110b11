import {
  customerBody,
  deletedBody,
  gid,
  idOf,
  orderBody,
  productBody,
  refundBody,
  tagsBody,
  consentBody,
} from './bodies.ts'

export type Told = {
  topic: string
  body: string
  /** When Shopify told it, in seconds of the history. */
  second: number
  /** Only the moment of telling, or the content, makes it another version than one before. */
  tie?: true
}

export const at = (second: number) => new Date(Date.UTC(2026, 2, 10, 12, 0, 0, second * 1000))
const iso = (second: number) => at(second).toISOString()

const gerda = { id: 2, email: 'gerda@example.de' }
const refund = refundBody({ id: 900, orderId: 100, lineId: 5, amount: '20.00' })
const told = (topic: string, second: number, body: string | object): Told => ({
  topic,
  second,
  body: typeof body === 'string' ? body : exact(body),
})
const tie = (one: Told): Told => ({ ...one, tie: true })

/** JSON in which a bigint is a bare number, as Shopify writes ids. */
function exact(body: object): string {
  const text = JSON.stringify(body, (_, value: unknown) => (typeof value === 'bigint' ? `#${String(value)}` : value))
  return text.replaceAll(/"#(\d+)"/g, '$1')
}

/** Whole seconds, as most topics have them. */
const time = (second: number) => iso(Math.floor(second))

const people = [
  told('customers/create', 3, customerBody({ ...gerda, updatedAt: iso(3) })),
  told('customer.tags_added', 4, tagsBody(2, ['vip', 'bonn'], iso(4))),
  told('customer.tags_removed', 6, tagsBody(2, ['vip'], iso(6))),
  told('customers/update', 8, customerBody({ ...gerda, email: 'neu@example.de', updatedAt: iso(8) })),
  tie(told('customers/update', 8, customerBody({ ...gerda, email: 'neuer@example.de', updatedAt: iso(8) }))),
  told(
    'customers/disable',
    9,
    customerBody({ ...gerda, email: 'neu@example.de', updatedAt: iso(9) }).replace('enabled', 'disabled'),
  ),
  told('customers/enable', 10, customerBody({ ...gerda, email: 'neu@example.de', updatedAt: iso(10) })),
  told('customers_email_marketing_consent/update', 10, consentBody(2, 'subscribed', time(10))),
  told('customers_marketing_consent/update', 11, {
    id: idOf(2),
    phone: '+491701234567',
    sms_marketing_consent: { state: 'unsubscribed', opt_in_level: null, consent_updated_at: time(11) },
  }),
  told('customers/purchasing_summary', 11, purchases(2, 1, '50.00', 11)),
  told('customers/purchasing_summary', 12, purchases(2, 2, '80.00', 12)),
  told('customers/delete', 12, deletedBody(3)),
]

function purchases(customer: number, orders: number, amount: string, second: number): object {
  return {
    customerId: gid('Customer', customer),
    numberOfOrders: orders,
    amountSpent: { amount, currencyCode: 'EUR' },
    lastOrderId: gid('Order', 100),
    occurredAt: iso(second),
  }
}

/** Otto had two accounts, with two addresses; his guest orders name either. Later he became a third. */
const merged = [
  told(
    'customers/create',
    20,
    customerBody({ id: 20, email: 'otto@example.de', firstName: 'Otto', updatedAt: iso(20) }),
  ),
  told(
    'customers/create',
    20.5,
    customerBody({ id: 21, email: 'o@example.de', firstName: 'Otto', updatedAt: iso(20) }),
  ),
  told(
    'customers/create',
    21,
    customerBody({ id: 22, email: 'otto@firma.example', firstName: 'Otto', updatedAt: iso(21) }),
  ),
  told('customer.tags_added', 21, tagsBody(20, ['vip'], iso(21))),
  told('customers_email_marketing_consent/update', 21, consentBody(20, 'subscribed', time(21))),
  told('customers_email_marketing_consent/update', 22, consentBody(21, 'unsubscribed', time(22))),
  told('orders/create', 22, orderBody({ id: 120, updatedAt: iso(22), customer: { id: 20, email: 'otto@example.de' } })),
  told('orders/create', 22.5, orderBody({ id: 121, updatedAt: iso(22), email: 'otto@example.de' })),
  told('orders/create', 23, orderBody({ id: 122, updatedAt: iso(23), customer: { id: 21, email: 'o@example.de' } })),
  told('customers/purchasing_summary', 23, purchases(20, 1, '50.00', 23)),
  told(
    'customers/update',
    24,
    customerBody({ id: 20, email: 'otto.neu@example.de', firstName: 'Otto', updatedAt: iso(24) }),
  ),
  told('customers/merge', 25, merge(20, 21)),
  told(
    'orders/updated',
    26,
    orderBody({ id: 120, updatedAt: iso(26), customer: { id: 20, email: 'otto.neu@example.de' }, total: '40.00' }),
  ),
  told('orders/create', 26.5, orderBody({ id: 123, updatedAt: iso(26), email: 'otto.neu@example.de' })),
  told('customers/merge', 27, merge(21, 22)),
  told('customers_email_marketing_consent/update', 28, consentBody(22, 'subscribed', time(28))),
]

function merge(deleted: number, kept: number): object {
  return {
    admin_graphql_api_customer_kept_id: gid('Customer', kept),
    admin_graphql_api_customer_deleted_id: gid('Customer', deleted),
    admin_graphql_api_job_id: null,
    status: 'completed',
    errors: [],
  }
}

const fulfilled = (status: string, second: number) =>
  orderBody({ id: 101, updatedAt: iso(second), customer: { ...gerda, firstName: 'Gerti', updatedAt: iso(7) } }).replace(
    '"fulfillment_status":null',
    `"fulfillment_status":"${status}"`,
  )

const orders = [
  told('orders/create', 2, orderBody({ id: 100, updatedAt: iso(2), email: gerda.email, lines: [{ id: 5 }] })),
  tie(
    told(
      'orders/paid',
      2.5,
      orderBody({ id: 100, updatedAt: iso(2), email: gerda.email, total: '51.00', lines: [{ id: 5 }, { id: 6 }] }),
    ),
  ),
  told('refunds/create', 5, refund),
  told(
    'orders/updated',
    5.2,
    orderBody({ id: 100, updatedAt: iso(5), email: gerda.email, lines: [{ id: 5 }], refunds: [refund] }),
  ),
  tie(
    told(
      'orders/updated',
      5.2,
      orderBody({
        id: 100,
        updatedAt: iso(5),
        email: gerda.email,
        lines: [{ id: 5, price: '49.00' }],
        refunds: [refund],
      }),
    ),
  ),
  told('orders/create', 7, orderBody({ id: 101, updatedAt: iso(7), customer: { ...gerda, firstName: 'Gerti' } })),
  told('orders/create', 9, orderBody({ id: 102, updatedAt: iso(9), customer: { id: 3, email: 'udo@example.de' } })),
  told(
    'orders/cancelled',
    10,
    orderBody({ id: 101, updatedAt: iso(10), customer: { ...gerda, firstName: 'Gerti', updatedAt: iso(7) } }),
  ),
  told('refunds/create', 10, refundBody({ id: 901, orderId: 102, lineId: 1020 })),
  told('orders/partially_fulfilled', 10.5, fulfilled('partial', 10.5)),
  tie(told('orders/fulfilled', 10.5, fulfilled('fulfilled', 10.5))),
  told('orders/delete', 11, deletedBody(102)),
  told('orders/edited', 11, { order_edit: { order_id: idOf(101), committed_at: time(11) } }),
]

const fulfillment = (status: string, shipment: string | null, second: number) => ({
  id: idOf(300),
  order_id: idOf(100),
  name: '#100.1',
  status,
  shipment_status: shipment,
  tracking_company: 'DHL',
  tracking_numbers: ['0034'],
  created_at: time(12),
  updated_at: time(second),
})
const parcelEvent = (id: number, status: string, second: number) => ({
  id: idOf(id),
  fulfillment_id: idOf(300),
  order_id: idOf(100),
  status,
  happened_at: time(second),
  updated_at: time(second),
})
const returned = (status: string) => ({ id: idOf(400), order_id: idOf(100), status })

const parcels = [
  told('fulfillments/create', 12, fulfillment('success', null, 12)),
  told('fulfillments/update', 14, fulfillment('success', 'delivered', 14)),
  tie(told('fulfillments/update', 14, fulfillment('success', 'in_transit', 14))),
  told('fulfillment_events/create', 13, parcelEvent(310, 'in_transit', 13)),
  told('fulfillment_events/create', 14, parcelEvent(311, 'delivered', 14)),
  told('fulfillment_events/delete', 15, parcelEvent(310, 'in_transit', 13)),
  told('returns/request', 15, returned('requested')),
  told('returns/approve', 16, returned('open')),
  tie(told('returns/close', 17, returned('closed'))),
  tie(told('returns/reopen', 18, returned('open'))),
  told('returns/update', 18, { admin_graphql_api_id: gid('Return', 400) }),
  told('returns/process', 18, { id: idOf(400), admin_graphql_api_id: gid('Return', 400) }),
  told('returns/approve', 16, { ...returned('open'), id: idOf(402) }),
  tie(told('returns/cancel', 17, { ...returned('canceled'), id: idOf(402) })),
  told('returns/request', 15, { ...returned('requested'), id: idOf(401) }),
  told('returns/decline', 16, { ...returned('declined'), id: idOf(401), decline: { reason: 'other' } }),
]

const cart = (token: string, second: number, total: string, customer: number | null) => ({
  token,
  cart_token: `cart-${token}`,
  email: gerda.email,
  currency: 'EUR',
  total_price: total,
  abandoned_checkout_url: `https://shop.example/${token}`,
  created_at: time(30),
  updated_at: time(second),
  completed_at: null,
  customer: customer === null ? null : { id: idOf(customer), admin_graphql_api_id: gid('Customer', customer) },
  line_items: [{ product_id: idOf(7), variant_id: null, title: 'Ring', quantity: 1, price: total }],
})

const checkouts = [
  told('checkouts/create', 30, cart('left', 30, '50.00', 20)),
  told('checkouts/update', 31, cart('left', 31, '70.00', 20)),
  tie(told('checkouts/update', 31, cart('left', 31, '60.00', 20))),
  told('checkouts/create', 30, cart('bought', 30, '50.00', null)),
  told('checkouts/update', 33, cart('bought', 33, '55.00', 2)),
  told('checkouts/delete', 34, { id: idOf(990), cart_token: 'cart-bought' }),
]

const level = (available: number | null, second: number) => ({
  inventory_item_id: idOf(500),
  location_id: idOf(501),
  available,
  updated_at: time(second),
})
const node = gid('DiscountCodeNode', 600)
const discount = (title: string, second: number) => ({
  admin_graphql_api_id: node,
  title,
  status: 'ACTIVE',
  created_at: time(40),
  updated_at: time(second),
})
const code = (id: number, second: number) => ({
  admin_graphql_api_id: node,
  redeem_code: { id: gid('DiscountRedeemCode', id), code: `CODE-${String(id)}` },
  updated_at: iso(second),
})
const segment = (name: string, second: number) => ({
  id: idOf(700),
  name,
  query: 'number_of_orders = 1',
  creationDate: iso(40),
  lastEditDate: iso(second),
})
const shopFacts = (name: string, second: number) => ({
  name,
  email: 'hallo@handelblitz.example',
  currency: 'EUR',
  iana_timezone: 'Europe/Berlin',
  primary_locale: 'de',
  updated_at: time(second),
})
const collection = (title: string, second: number) => ({
  id: idOf(800),
  title,
  handle: 'ringe',
  updated_at: time(second),
})

const shelf = [
  told('products/create', 1, productBody(7, 'Ring', iso(1))),
  told('products/update', 10, productBody(7, 'Ringe', iso(10))),
  tie(told('products/update', 10, productBody(7, 'Schmuck', iso(10)))),
  told('products/delete', 13, deletedBody(7)),
  told('products/create', 13, productBody(8, 'Kette', iso(13))),
  told('collections/create', 13, collection('Ringe', 13)),
  told('collections/update', 14, collection('Alle Ringe', 14)),
  told('collections/create', 13, { ...collection('Ketten', 13), id: idOf(801) }),
  told('collections/delete', 15, deletedBody(801)),
  told('inventory_levels/update', 14, level(3, 14)),
  told('inventory_levels/update', 15, level(null, 15)),
  tie(told('inventory_levels/update', 15, level(2, 15))),
  told('inventory_levels/connect', 13, { ...level(7, 13), location_id: idOf(502) }),
  told('inventory_levels/update', 14, { ...level(6, 14), location_id: idOf(502) }),
  tie(told('inventory_levels/disconnect', 15, { inventory_item_id: idOf(500), location_id: idOf(502) })),
  told('discounts/create', 40, discount('Sommer', 40)),
  told('discounts/update', 41, discount('Herbst', 41)),
  told('discounts/redeemcode_added', 41, code(610, 41.1)),
  told('discounts/redeemcode_added', 41, code(611, 41.2)),
  told('discounts/redeemcode_removed', 42, code(611, 42)),
  told('discounts/create', 42, { ...discount('Winter', 42), admin_graphql_api_id: gid('DiscountAutomaticNode', 601) }),
  told('discounts/delete', 43, { admin_graphql_api_id: gid('DiscountAutomaticNode', 601), deleted_at: time(43) }),
  told('segments/create', 40, segment('Erste', 40)),
  told('segments/update', 44, segment('Einmalige', 44)),
  told('segments/create', 40, { ...segment('Weg', 40), id: idOf(701) }),
  told('segments/delete', 45, deletedBody(701)),
  told('shop/update', 44, shopFacts('HandelBlitz Berlin', 44)),
  told('shop/update', 45, shopFacts('HandelBlitz', 45)),
  told('app/scopes_update', 44, { current: ['read_orders'], updated_at: iso(44) }),
  told('app/scopes_update', 45, { current: ['read_orders', 'write_products'], updated_at: iso(45) }),
]

/** What happened in a shop, of every kind that has a place in the ledger. */
export const history: Told[] = [...people, ...merged, ...orders, ...parcels, ...checkouts, ...shelf]
