import { afterAll, beforeAll, expect, test } from 'vitest'
import { placeOrder } from '../../../dev-shop/storefront/place-order.ts'
import { openShop } from '../support/open-shop.ts'
import type { OpenShop } from '../support/open-shop.ts'
import { projectToml, shopperAt } from './shopper.ts'

let open: OpenShop
beforeAll(async () => {
  open = await openShop({ keepOpen: true, appToml: projectToml })
})
afterAll(() => open.close())

const row = (sql: string, ...values: string[]) => open.shop.state.prepare(sql).get(...values)
const variantOf = (type: string) =>
  String(
    row(
      'select v.id from variants v join products p on p.id = v.product_id where p.product_type = ? and inventory_quantity > 3',
      type,
    )?.id,
  )
const address = {
  email: 'mara.neu@example.de',
  first_name: 'Mara',
  last_name: 'Neu',
  address1: 'Gartenweg 3',
  zip: '10437',
  city: 'Berlin',
  country: 'DE',
}

test('a shopper fills a cart, enters a code, pays, and finds a real order', async () => {
  const shopper = shopperAt(open.origin)
  const id = variantOf('Halsketten')
  const stock = Number(row('select inventory_quantity as n from variants where id = ?', id)?.n)
  expect(await shopper.post('/cart/add', { id, quantity: '2' })).toMatchObject({ status: 303, location: '/cart' })
  expect(await shopper.get('/discount/willkommen10?redirect=/cart')).toMatchObject({ location: '/cart' })
  expect((await shopper.get('/cart')).text).toContain('WILLKOMMEN10')
  const paid = await shopper.post('/checkout', { ...address, account: 'on', accepts_marketing: 'on' })
  expect(paid.status).toBe(303)
  expect((await shopper.get(paid.location ?? '')).text).toContain('Vielen Dank')

  const order = row('select * from orders order by number desc limit 1')
  expect(JSON.parse(String(order?.discount_codes))).toMatchObject([{ code: 'WILLKOMMEN10', type: 'percentage' }])
  expect(
    row('select email_marketing_state, first_name from customers where id = ?', String(order?.customer_id)),
  ).toEqual({
    email_marketing_state: 'SUBSCRIBED',
    first_name: 'Mara',
  })
  expect(Number(row('select inventory_quantity as n from variants where id = ?', id)?.n)).toBe(stock - 2)
  expect((await shopper.get('/cart')).text).toContain('Ihr Warenkorb ist leer')
})

test('the order and its new customer are announced', () => {
  const topics = open.shop.state
    .prepare("select distinct topic from webhook_deliveries where body like '%mara.neu%' or topic = 'orders/create'")
    .all()
    .map((delivery) => delivery.topic)
  expect(topics).toEqual(expect.arrayContaining(['orders/create', 'customers/create']))
})

test('a guest leaves an order without a customer', async () => {
  const shopper = shopperAt(open.origin)
  await shopper.post('/cart/add', { id: variantOf('Ringe') })
  await shopper.post('/checkout', { ...address, email: 'Gast@Example.de' })
  expect(row('select customer_id, email from orders order by number desc limit 1')).toEqual({
    customer_id: null,
    email: 'Gast@Example.de',
  })
})

test('a code that does not apply stops the payment and says why', async () => {
  const shopper = shopperAt(open.origin)
  const before = row('select count(*) as n from orders')
  await shopper.post('/cart/add', { id: variantOf('Ringe') })
  await shopper.post('/cart/code', { code: 'WILLKOMMEN10' })
  const refused = await shopper.post('/checkout', address)
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Sie haben den Code WILLKOMMEN10 schon einmal eingelöst.')
  expect(row('select count(*) as n from orders')).toEqual(before)
})

test('missing fields are marked and nothing is paid', async () => {
  const shopper = shopperAt(open.origin)
  await shopper.post('/cart/add', { id: variantOf('Ringe') })
  const refused = await shopper.post('/checkout?locale=en', { ...address, email: 'nobody', city: ' ' })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('Please enter a valid email address')
  expect(refused.text).toContain('Please fill in')
})

test('a discount link never leads out of the shop', async () => {
  const shopper = shopperAt(open.origin)
  for (const elsewhere of ['https://evil.example', '//evil.example', '/\\evil.example']) {
    const link = `/discount/ADVENT15?redirect=${encodeURIComponent(elsewhere)}`
    expect(await shopper.get(link)).toMatchObject({ status: 303, location: '/' })
  }
})

test('anybody can be logged in by id or e-mail and sees the own orders', async () => {
  const shopper = shopperAt(open.origin)
  await shopper.post('/account/login', { email: 'ANNA.berger@example.de' })
  expect((await shopper.get('/account')).text).toContain('Anna Berger')
  await shopper.post('/account/logout', {})
  expect(await shopper.get('/account')).toMatchObject({ location: '/account/login' })
  expect((await shopper.post('/account/login', { email: 'nobody@example.de' })).status).toBe(404)
})

test('POST /dev/orders places an order as a customer and refuses what the checkout would', async () => {
  const lines = [{ variantId: `gid://shopify/ProductVariant/${variantOf('Ringe')}`, quantity: 1 }]
  const placed = await open.dev('POST', '/dev/orders', { email: 'anna.berger@example.de', lines })
  expect(placed).toMatchObject({ outcome: 'placed', discount: 0 })
  const refused = await open.dev('POST', '/dev/orders', { guest: true, lines, codes: ['NIXDA'] })
  expect(refused).toEqual({ outcome: 'refused', reason: 'discount', code: 'NIXDA', because: 'unknown' })
  const many = [{ variantId: variantOf('Ringe'), quantity: 9999 }]
  expect(await open.dev('POST', '/dev/orders', { guest: true, lines: many })).toMatchObject({ reason: 'sold-out' })
})

test('a personal single-use code works for its customer once, by log-in or by e-mail', () => {
  const { shop } = open
  const anna = String(row("select id from customers where email = 'anna.berger@example.de'")?.id)
  const at = '2026-01-01T00:00:00.000Z'
  shop.state
    .prepare(
      `insert into discounts (id, title, starts_at, usage_limit, applies_once_per_customer, context, value, items, created_at, updated_at)
       values ('1', 'Anna', ?, 1, 1, ?, '{"percentage":0.2}', '{"all":true}', ?, ?)`,
    )
    .run(at, JSON.stringify({ customers: [anna] }), at, at)
  shop.state.prepare("insert into discount_codes values ('2', '1', 'ANNA-20', 0, ?)").run(at)
  const order = (buyer: { email: string }) =>
    placeOrder(shop, {
      buyer,
      lines: [{ variantId: variantOf('Ringe'), quantity: 1 }],
      codes: ['anna-20'],
      locale: 'de',
    })
  expect(order({ email: 'ben@example.de' })).toMatchObject({ outcome: 'refused', because: 'log-in' })
  expect(order({ email: 'Anna.Berger@example.de' })).toMatchObject({ outcome: 'placed', customerId: anna })
  expect(order({ email: 'anna.berger@example.de' })).toMatchObject({ outcome: 'refused', because: 'used-up' })
})
