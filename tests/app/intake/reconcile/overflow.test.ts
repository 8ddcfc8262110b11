import { beforeEach, expect, it } from 'vitest'
import { takeId } from '../../../../dev-shop/state/open.ts'
import { run } from '../../../../dev-shop/state/query.ts'
import { inventoryItemId } from '../../../../dev-shop/webhooks/bodies/inventory-level.ts'
import { testDatabase } from '../../../support/database.ts'
import { importedShop } from './room.ts'
import { partsHere, partsInShop } from './parts-truth.ts'

const { db } = await testDatabase()
const room = await importedShop(db)
const { shop, state } = room
const now = () => new Date().toISOString()
const questions = (name: string) => room.asked.filter((one) => one === name).length
const [variant] = room.rows<{ id: string }>('select id from variants order by id limit 1')

beforeEach(() => {
  room.asked.length = 0
})

it('takes all of an order that has more refunds, lines, parcels, events and returns than one answer holds', async () => {
  run(state, 'update variants set inventory_quantity = 1000')
  const { orderId } = await room.buy(null, variant?.id ?? '')
  const [line] = room.rows<{ id: string }>('select id from order_lines where order_id = ?', orderId)
  for (let place = 1; place < 12; place += 1)
    run(
      state,
      `insert into order_lines select ?, order_id, product_id, variant_id, title, variant_title, sku, vendor, quantity,
              price, total_discount, position from order_lines where id = ?`,
      takeId(state),
      line?.id ?? '',
    )
  await room.settle()
  const lines = room.rows<{ id: string }>('select id from order_lines where order_id = ? order by id', orderId)
  for (let place = 0; place < 7; place += 1) {
    const refund = takeId(state)
    run(state, 'insert into refunds values (?, ?, ?, ?, ?)', refund, orderId, now(), 'Rest', 1200)
    for (const { id } of lines)
      run(state, 'insert into refund_lines values (?, ?, ?, ?, ?)', takeId(state), refund, id, 1, 100)
    const parcel = takeId(state)
    run(
      state,
      'insert into fulfillments values (?, ?, ?, ?, ?, ?)',
      parcel,
      orderId,
      place + 1,
      `00${String(place)}`,
      now(),
      now(),
    )
    for (let count = 0; count < 11; count += 1)
      run(
        state,
        `insert into fulfillment_events values (?, ?, 'IN_TRANSIT', ?, ?)`,
        takeId(state),
        parcel,
        now(),
        now(),
      )
    run(state, `insert into returns values (?, ?, 'OPEN', null, ?)`, takeId(state), orderId, now())
  }
  run(state, 'update orders set updated_at = ? where id = ?', now(), orderId)
  await room.compare('recent')
  for (const name of ['RefundsOf', 'ParcelsOf', 'RefundLines', 'ParcelEvents', 'Returns'])
    expect({ name, asked: questions(`Reconcile${name}`) > 0 }).toEqual({ name, asked: true })
  const id = BigInt(orderId)
  const where = { shopId: shop.id, orderId: id }
  expect(await db.refund.count({ where })).toBe(7)
  expect(await db.refundLine.count({ where })).toBe(7 * 12)
  const here = await partsHere(db, shop)
  const there = partsInShop(state)
  for (const kind of ['refundLines', 'parcels', 'events', 'returns'] as const) expect(here[kind]).toEqual(there[kind])
  expect(here.events.length).toBeGreaterThanOrEqual(77)
}, 120_000)

it('takes all lines of a checkout that has more of them than one answer holds', async () => {
  const variants = room.rows<{ id: string }>('select id from variants order by id limit 45')
  const contact = { email: 'viel@example.de', firstName: 'Vera', lastName: 'Viel', phone: null }
  const address = { address1: 'Weg 1', city: 'Berlin', zip: '10115', country: 'Germany', countryCode: 'DE' }
  run(
    state,
    'insert into checkouts values (?, ?, ?, null, ?, ?, ?, ?, 0, ?, ?)',
    ...[takeId(state), 'token-of-many-lines', 'cart-of-many-lines', 'de', JSON.stringify({ ...contact, address })],
    ...[JSON.stringify(variants.map(({ id }) => ({ variantId: id, quantity: 1 }))), '[]', now(), now()],
  )
  await room.compare('recent')
  expect(questions('ReconcileCheckoutLines')).toBe(1)
  const told = await db.checkout.findFirstOrThrow({ where: { shopId: shop.id, token: 'token-of-many-lines' } })
  expect(variants.length).toBeGreaterThan(20)
  expect(told.lines).toHaveLength(variants.length)
}, 120_000)

it('is told of an item by its id, with its variant', async () => {
  const id = `gid://shopify/InventoryItem/${String(inventoryItemId(variant?.id ?? '1'))}`
  const { inventoryItem } = await room.graphql<{ inventoryItem: unknown }>(
    `query Item($id: ID!) { inventoryItem(id: $id) { id variants(first: 1) { nodes { id } }
       inventoryLevels(first: 2) { nodes { quantities(names: ["available"]) { quantity } } } } }`,
    { id },
  )
  expect(inventoryItem).toEqual({
    id,
    variants: { nodes: [{ id: `gid://shopify/ProductVariant/${variant?.id ?? ''}` }] },
    inventoryLevels: { nodes: [{ quantities: [{ quantity: 999 }] }] },
  })
})
