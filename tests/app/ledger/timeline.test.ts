import { beforeAll, expect, test } from 'vitest'
import type { CustomerId, Shop, TimelineEntry } from '../../../app/kernel/index.ts'
import {
  changesTimeline,
  checkoutsTimeline,
  deliveriesTimeline,
  ordersTimeline,
  returnsTimeline,
} from '../../../app/ledger/index.server.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { openLedgerRows } from '../profiles/ledger-rows.ts'

const SAME = new Date('2026-06-01T00:00:00Z')
const version = { updatedAt: SAME, toldAt: SAME, digest: '' }
let db: Database
let shop: Shop
let anna: CustomerId

/** Anna's first order is sent, arrives, and goes back in part; all of it at one moment. Ben lives beside her. */
beforeAll(async () => {
  ;({ db } = await testDatabase())
  shop = await givenShop(db)
  const rows = openLedgerRows(db, shop)
  anna = await rows.customer('Anna')
  const ben = await rows.customer('Ben')
  const lines = [
    { type: 'Halsketten', minor: 5900, quantity: 2 },
    { type: 'Ringe', minor: 3000 },
  ]
  const ring = [{ type: 'Ringe', minor: 100 }]
  const first = await rows.order({ customer: anna, at: '2026-05-01T10:00:00Z', lines })
  await rows.order({ customer: anna, at: '2026-07-01T10:00:00Z', lines: ring, cancelled: true })
  await rows.order({ customer: anna, at: '2026-08-01T10:00:00Z', lines: ring, deleted: true })
  const bens = await rows.order({ customer: ben, at: '2026-08-01T10:00:00Z', lines })
  await rows.refund(first.id, 5900, [{ lineId: first.lineIds[0] ?? 0n, quantity: 1, minor: 5900 }])
  await rows.refund(bens.id, 5900)
  const own = { shopId: shop.id, orderId: first.id, ...version }
  await db.orderReturn.create({
    data: { shopId: shop.id, orderId: first.id, ...told, id: 3n, status: 'open', stage: 1 },
  })
  const parcel = { status: 'success', trackingCompany: 'DHL', trackingNumbers: ['4711'], createdAt: SAME }
  await db.fulfillment.create({ data: { ...own, id: 1n, ...parcel } })
  for (const [id, status] of [
    [1n, 'in_transit'],
    [2n, 'delivered'],
    [3n, 'carried_by_pigeon'],
  ] as const)
    await db.fulfillmentEvent.create({ data: { ...own, id, fulfillmentId: 1n, status, happenedAt: SAME } })
  const cart = { shopId: shop.id, customerId: anna, currency: 'EUR', totalMinor: 4900n, createdAt: SAME, ...version }
  const pieces = [{ title: 'Ring', quantity: 2 }]
  for (const token of ['left', 'left-too', 'paid', 'done'])
    await db.checkout.create({ data: { ...cart, token, lines: pieces, completedAt: token === 'done' ? SAME : null } })
  await db.completedCheckout.create({ data: { shopId: shop.id, token: 'paid', orderId: first.id } })
  const merged = { email: 'a@example.com', tags: [], createdAt: SAME, updatedAt: SAME, deletedAt: SAME }
  await db.customer.create({ data: { shopId: shop.id, id: 5n, mergedInto: anna, state: 'merged', ...merged } })
})

const told = { toldAt: SAME, digest: '' }
const sources = { ordersTimeline, returnsTimeline, deliveriesTimeline, checkoutsTimeline, changesTimeline }

test('the ledger tells a customer’s orders and what came back of them with their pieces, newest first', async () => {
  const orders = await ordersTimeline(db, shop, anna, null, 10)
  expect(orders.map(({ kind, money, lines }) => ({ kind, minor: money?.minor, lines }))).toEqual([
    { kind: 'cancelled', minor: 100, lines: ['1 × Ringe'] },
    { kind: 'order', minor: 14_800, lines: ['2 × Halsketten', '1 × Ringe'] },
  ])
  const back = await returnsTimeline(db, shop, anna, null, 10)
  expect(back.map(({ kind, money, lines }) => ({ kind, minor: money?.minor, lines }))).toEqual([
    { kind: 'return-open', minor: undefined, lines: undefined },
    { kind: 'refund', minor: -5900, lines: ['1 × Halsketten'] },
  ])
})

test('it tells parcels and their way, and shows a word of Shopify that it does not know as it is', async () => {
  const parcels = await deliveriesTimeline(db, shop, anna, null, 10)
  expect(parcels.map(({ kind, values, lines }) => [kind, values.status, lines])).toEqual([
    ['parcel', 'carried_by_pigeon', undefined],
    ['delivered', 'delivered', undefined],
    ['in_transit', 'in_transit', undefined],
    ['shipped', 'shipped', ['DHL 4711']],
  ])
})

test('it tells checkouts that became no order, and who was merged into the customer', async () => {
  const left = await checkoutsTimeline(db, shop, anna, null, 10)
  expect(left.map(({ id, money, lines }) => [id, money?.minor, lines])).toEqual([
    ['checkout-left-too', 4900, ['2 × Ring']],
    ['checkout-left', 4900, ['2 × Ring']],
  ])
  const changes = await changesTimeline(db, shop, anna, null, 10)
  expect(changes.map(({ kind, values }) => [kind, values.email])).toEqual([
    ['merged-address', 'a@example.com'],
    ['created', undefined],
  ])
})

test.each(Object.entries(sources))(
  '%s goes on before the place where a page ended, at equal times too',
  async (_, source) => {
    const seen: TimelineEntry[] = []
    for (;;) {
      const last = seen.at(-1)
      const page = await source(db, shop, anna, last === undefined ? null : { at: last.at, id: last.id }, 1)
      if (page.length === 0) break
      seen.push(...page)
    }
    expect(seen).toEqual(await source(db, shop, anna, null, 10))
    expect(seen.length).toBeGreaterThan(1)
  },
)

test.each(Object.entries(sources))('%s tells another shop nothing', async (name, source) => {
  const stranger = await givenShop(db, `${name.toLowerCase()}.myshopify.com`)
  expect(await source(db, stranger, anna, null, 10)).toEqual([])
})
