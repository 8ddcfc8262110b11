import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { CustomerId, OrderId, OrderLineId, RefundId, Shop } from '../../../app/kernel/index.ts'
import type { CustomerRecord, OrderRecord } from '../../../app/ledger/index.ts'
import { deleteCustomer, deleteOrder, recordCustomers, recordOrders } from '../../../app/ledger/index.server.ts'
import type { Database, Transaction } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'

const MANY = 260

const { db } = await testDatabase()
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 9, minute))
const addresses = ['anna@example.de', 'bodo@example.de', 'cleo@example.de', 'dora@example.de', null]

const version = fc.record({
  updatedAt: fc.integer({ min: 0, max: 3 }).map(at),
  toldAt: fc.integer({ min: 4, max: 6 }).map(at),
})
const customer = fc
  .tuple(
    version,
    fc.constantFrom(...addresses),
    fc.option(fc.subarray(['gold', 'neu', 'presse'])),
    fc.option(fc.string()),
  )
  .map(([told, email, tags, note]) => ({ ...told, email, tags, note: note?.replaceAll('\0', '') ?? null }))
const order = fc
  .tuple(
    version,
    fc.constantFrom(...addresses),
    fc.option(fc.integer({ min: 1, max: 40 })),
    fc.integer({ min: 1, max: 3 }),
    fc.boolean(),
  )
  .map(([told, email, buyer, lines, refunded]) => ({ ...told, email, buyer, lines, refunded }))

type ToldOf<A> = A extends fc.Arbitrary<infer T> ? T : never

function customerOf(n: number, told: ToldOf<typeof customer>): CustomerRecord {
  const names = {
    firstName: 'Ärna',
    lastName: `Öst ${String(n)}`,
    phone: null,
    locale: 'de',
    city: 'Köln',
    countryCode: 'DE',
  }
  const addressesWhole = (n + told.toldAt.getTime() / 1000) % 2 === 0
  const addresses = [{ ...addressOf('1'), isDefault: true }, ...(addressesWhole ? [addressOf('2')] : [])]
  return {
    ...names,
    ...told,
    addresses,
    addressesWhole,
    id: BigInt(n) as CustomerId,
    state: 'enabled',
    createdAt: at(0),
  }
}

function addressOf(id: string) {
  const place = { zip: '50667', city: 'Köln', province: null, countryCode: 'DE' }
  return { id, name: null, company: null, lines: ['Am "Dom"\t1'], ...place, phone: null, isDefault: false }
}

function orderOf(n: number, { buyer, lines, refunded, ...told }: ToldOf<typeof order>): OrderRecord {
  const id = BigInt(1000 + n) as OrderId
  const line = (place: number) => ({
    orderId: id,
    id: BigInt(10_000 + n * 10 + place) as OrderLineId,
    ...{ productId: null, variantId: null, variantTitle: null, sku: null, vendor: null },
    title: `Ring\t${String(place)}`,
    ...{ quantity: 2, priceMinor: 999, discountMinor: 0, removed: refunded && place === 0 ? 1 : 0 },
  })
  const refund = {
    orderId: id,
    id: BigInt(500 + n) as RefundId,
    createdAt: at(3),
    updatedAt: told.updatedAt,
    toldAt: told.toldAt,
    totalMinor: 999,
  }
  return {
    ...told,
    ...{ id, name: `#${String(n)}`, firstName: 'Gast', lastName: String(n), city: null, countryCode: 'DE' },
    ...{ createdAt: at(0), processedAt: at(n % 50), cancelledAt: null, test: false, currency: 'EUR' },
    ...{ subtotalMinor: 999, discountMinor: 0, totalMinor: 999, financialStatus: 'paid', fulfillmentStatus: null },
    ...{ channel: 'web', locale: 'de', discountCodes: n % 3 === 0 ? ['A "B"', 'C,D'] : [], buyer: null },
    checkoutToken: n % 4 === 0 ? null : `t${String(n % 97)}`,
    buyerId: buyer === null ? null : (BigInt(buyer) as CustomerId),
    lines: Array.from({ length: lines }, (_, place) => line(place)),
    refunds: refunded ? [{ ...refund, note: null, lines: null }] : [],
  }
}

async function rowsOf(shop: Shop) {
  const own = { where: { shopId: shop.id }, omit: { shopId: true } } as const
  return {
    customers: await db.customer.findMany({ ...own, orderBy: { id: 'asc' } }),
    orders: await db.order.findMany({ ...own, orderBy: { id: 'asc' } }),
    completed: await db.completedCheckout.findMany({ ...own, orderBy: { token: 'asc' } }),
    lines: await db.orderLine.findMany({ ...own, orderBy: { id: 'asc' } }),
    refunds: await db.refund.findMany({ ...own, orderBy: { id: 'asc' } }),
    refundLines: await db.refundLine.findMany({ ...own, orderBy: [{ refundId: 'asc' }, { orderLineId: 'asc' }] }),
  }
}

let shops = 0

/** A shop that knows something already: other versions of some, and what was deleted. */
async function knowing(early: (shop: Shop, tx: Transaction) => Promise<void>): Promise<Shop> {
  shops += 1
  const shop = await givenShop(db, `shop-${String(shops)}.myshopify.com`)
  await inTransaction(db, (tx) => early(shop, tx))
  return shop
}

function inTransaction(on: Database, work: (tx: Transaction) => Promise<unknown>): Promise<unknown> {
  return on.$transaction(work, { timeout: 60_000 })
}

it('many at once, by COPY, leave the same rows as one after another, whatever was known before', async () => {
  const many = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: MANY, maxLength: MANY })
  const given = fc.record({ early: many(order), late: many(order), people: many(customer), known: fc.nat(MANY - 1) })
  await fc.assert(
    fc.asyncProperty(given, async ({ early, late, people, known }) => {
      const before = async (shop: Shop, tx: Transaction) => {
        for (let n = 0; n < known; n += 3) await recordOrders(tx, shop, [orderOf(n, early[n] as ToldOf<typeof order>)])
        for (let n = 1; n < 40; n += 7) await deleteCustomer(tx, shop, BigInt(n) as CustomerId, at(9))
        for (let n = 0; n < MANY; n += 11) await deleteOrder(tx, shop, BigInt(1000 + n) as OrderId, at(9))
      }
      const [bulk, stream] = [await knowing(before), await knowing(before)]
      const customers = people.map((told, n) => customerOf(n, told))
      const orders = late.map((told, n) => orderOf(n, told))
      await inTransaction(db, async (tx) => {
        await recordCustomers(tx, bulk, customers)
        await recordOrders(tx, bulk, orders)
      })
      await inTransaction(db, async (tx) => {
        for (const one of customers) await recordCustomers(tx, stream, [one])
        for (const one of orders) await recordOrders(tx, stream, [one])
      })
      expect(await rowsOf(bulk)).toEqual(await rowsOf(stream))
    }),
    { numRuns: 2 },
  )
}, 120_000)
