import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { openPrivacy } from '../../../app/privacy/index.server.ts'
import { openProfiles, predictionsTimeline } from '../../../app/profiles/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { givenRegularShop } from './regular-shop.ts'
import { openLedgerRows } from './ledger-rows.ts'

const DAY = 86_400_000
let db: Database
let clock = new Date('2026-11-23T12:00:00Z')
let profiles: ReturnType<typeof openProfiles>
let shops = 0

beforeAll(async () => {
  ;({ db } = await testDatabase())
  profiles = openProfiles({ db, now: () => clock, timelineSources: [] })
})

const freshShop = (overrides: Partial<Shop> = {}) => givenShop(db, `predicted-${++shops}.myshopify.com`, overrides)
const predictAll = async (shop: Shop) => {
  await profiles.refreshAll({ shopId: shop.id })
  await profiles.predictAll({ shopId: shop.id })
}
const refresh = (shop: Shop, ...customerIds: CustomerId[]) =>
  profiles.refresh({ kind: 'customers-changed', shopId: shop.id, customerIds })
const predictionOf = (shop: Shop, customerId: bigint) =>
  db.prediction.findUnique({ where: { shopId_customerId: { shopId: shop.id, customerId } } })
const predictionsOf = (shop: Shop) =>
  db.prediction.findMany({ where: { shopId: shop.id }, orderBy: { customerId: 'asc' } })
const modelOf = (shop: Shop) => db.predictionModel.findUniqueOrThrow({ where: { shopId: shop.id } })
const daysAgo = (days: number) => new Date(clock.getTime() - days * DAY).toISOString()
const ring = [{ type: 'Ringe', minor: 9900 }]

describe('the predictions of a whole shop', () => {
  let shop: Shop
  let people: CustomerId[]

  beforeAll(async () => {
    shop = await freshShop()
    people = await givenRegularShop(db, shop, { customers: 120, now: clock })
    await predictAll(shop)
  })

  test('cover every buyer, by the law that did best on the shop’s own past', async () => {
    const rows = await predictionsOf(shop)
    expect(rows.map(({ customerId }) => customerId)).toEqual([...people].sort((a, b) => (a < b ? -1 : 1)))
    for (const row of rows) {
      expect(row.within30).toBeLessThanOrEqual(row.within90)
      expect(row.within90).toBeLessThanOrEqual(row.within365)
      expect(row.within365).toBeLessThanOrEqual(1)
      expect(row.clvLowMinor).toBeLessThanOrEqual(row.clvHighMinor)
      if (row.nextOrderDate) expect(row.nextOrderDate.getTime()).toBeGreaterThan(clock.getTime())
    }
    const model = await modelOf(shop)
    expect(model).toMatchObject({ buyers: 120, basis: 'own', stage: null, valueDays: 365 })
    expect(model.backtest).toMatchObject({ outcome: 'tested', chosen: model.law })
  })

  test('are written anew by the next night only where they changed, and age without an order', async () => {
    const before = await predictionsOf(shop)
    await predictAll(shop)
    expect(await predictionsOf(shop)).toEqual(before)
    clock = new Date(clock.getTime() + 30 * DAY)
    await predictAll(shop)
    const after = await predictionsOf(shop)
    const mean = (rows: typeof after) => rows.reduce((sum, row) => sum + row.churnProbability, 0) / rows.length
    expect(mean(after)).toBeGreaterThan(mean(before))
    clock = new Date(clock.getTime() - 30 * DAY)
    await db.prediction.deleteMany({ where: { shopId: shop.id } })
    await predictAll(shop)
  })

  test('one order predicts one customer anew at once, as the night would with the same law', async () => {
    const [anna, ...others] = people as [CustomerId, ...CustomerId[]]
    const before = await predictionsOf(shop)
    await openLedgerRows(db, shop, 9_107_199_254_750_000n).order({ customer: anna, at: daysAgo(0), lines: ring })
    await refresh(shop, anna)
    const alone = await predictionOf(shop, anna)
    expect(alone).not.toEqual(before.find(({ customerId }) => customerId === anna))
    const untouched = (await predictionsOf(shop)).filter(({ customerId }) => customerId !== anna)
    expect(untouched).toEqual(before.filter(({ customerId }) => customerId !== anna))
    expect(others.length).toBe(untouched.length)
  })
})

describe('one customer', () => {
  let shop: Shop

  beforeAll(async () => {
    shop = await freshShop()
    await givenRegularShop(db, shop, { customers: 80, now: clock })
    await predictAll(shop)
  })

  test('is said the same alone as with the whole shop', async () => {
    const before = await predictionsOf(shop)
    await refresh(shop, ...before.map(({ customerId }) => customerId as CustomerId))
    const alone = await predictionsOf(shop)
    expect(alone.length).toBe(before.length)
    alone.forEach((row, i) => {
      const { clvLowMinor: low = 0n, clvHighMinor: high = 0n, ...same } = before[i] ?? {}
      expect(row).toMatchObject(same)
      // The quantiles of a whole shop are interpolated.
      expect(Math.abs(Number(row.clvLowMinor - low))).toBeLessThanOrEqual(0.02 * Number(low) + 100)
      expect(Math.abs(Number(row.clvHighMinor - high))).toBeLessThanOrEqual(0.02 * Number(high) + 100)
    })
  })

  test('who loses her only order loses her prediction', async () => {
    const rows = openLedgerRows(db, shop, 9_207_199_254_750_000n)
    const ida = await rows.customer('Ida')
    const { id } = await rows.order({ customer: ida, at: daysAgo(10), lines: ring })
    await refresh(shop, ida)
    expect(await predictionOf(shop, ida)).not.toBeNull()
    await db.order.update({ where: { shopId_id: { shopId: shop.id, id } }, data: { cancelledAt: clock } })
    await refresh(shop, ida)
    expect(await predictionOf(shop, ida)).toBeNull()
  })

  test('who has bought 3,000 times is expected often, and spoils nobody else’s prediction', async () => {
    const [whole = 0n] = (await predictionsOf(shop)).map(({ customerId }) => customerId)
    await db.order.createMany({
      data: Array.from({ length: 3_000 }, (_, i) => {
        const moment = new Date(daysAgo((i % 700) + 1))
        return {
          ...{ shopId: shop.id, id: 5_000_000n + BigInt(i), name: '', customerId: whole, test: false, currency: 'EUR' },
          ...{ createdAt: moment, processedAt: moment, updatedAt: moment, discountCodes: [] },
          ...{ subtotalMinor: 50_000, discountMinor: 0, totalMinor: 50_000 },
        }
      }),
    })
    await refresh(shop, whole as CustomerId)
    const row = await predictionOf(shop, whole)
    expect(row?.within30).toBeGreaterThan(0.5)
    expect(row?.expectedOrders).toBeGreaterThan(5)
    expect(row?.expectedOrders).toBeLessThanOrEqual(366)
    expect(row?.nextOrderDate?.getTime()).toBeLessThan(clock.getTime() + 5 * DAY)
    await predictAll(shop)
    for (const each of await predictionsOf(shop)) expect(Number.isFinite(each.churnProbability)).toBe(true)
  })

  test('whom the law makes us forget leaves no prediction behind', async () => {
    const [customerId = 0n] = (await predictionsOf(shop)).map((row) => row.customerId)
    const person = { id: customerId as CustomerId, email: null, phone: null, orderIds: [] }
    const privacy = openPrivacy({ db, now: () => clock })
    await db.$transaction((tx) => privacy.honour(tx, shop, { ask: 'forget-customer', person }, clock))
    expect(await predictionOf(shop, customerId)).toBeNull()
    await predictAll(shop)
    expect(await predictionOf(shop, customerId)).toBeNull()
    expect(await db.predictionCheck.count({ where: { shopId: shop.id, customerId } })).toBe(0)
  })

  test('of one shop is never measured by another', async () => {
    const before = await predictionsOf(shop)
    const other = await freshShop()
    const rows = openLedgerRows(db, other)
    // The same number means another person in another shop.
    const id = before[1]?.customerId ?? 0n
    await db.customer.create({ data: { shopId: other.id, id, createdAt: clock, updatedAt: clock } })
    await rows.order({ customer: id, at: daysAgo(3), lines: ring })
    await predictAll(other)
    expect((await predictionsOf(other)).map(({ customerId }) => customerId)).toEqual([id])
    expect(await modelOf(other)).toMatchObject({ buyers: 1, basis: 'shrunken' })
    expect(await predictionsOf(shop)).toEqual(before)
  })
})

describe('a noted prediction of the next order', () => {
  test('is settled by the order that comes, or once its days have passed', async () => {
    const shop = await freshShop()
    const people = await givenRegularShop(db, shop, { customers: 80, now: clock })
    await predictAll(shop)
    const open = await db.predictionCheck.findMany({ where: { shopId: shop.id, outcome: 'open' } })
    expect(open.length).toBe(people.length)
    const expected = open.filter(({ fromDay }) => fromDay !== null)
    const none = open.find(({ fromDay }) => fromDay === null)
    const [kept, missed] = expected
    if (!kept?.fromDay || !missed?.toDay || !none) throw new Error('the shop has nobody of each kind')
    const start = clock
    const rows = openLedgerRows(db, shop, 9_307_199_254_750_000n)
    clock = new Date(kept.fromDay.getTime() + DAY / 2)
    for (const { customerId } of [kept, none]) {
      await rows.order({ customer: customerId, at: clock.toISOString(), lines: ring })
      await refresh(shop, customerId as CustomerId)
    }
    const outcomeOf = async (of: typeof kept) =>
      (
        await db.predictionCheck.findUniqueOrThrow({
          where: { shopId_customerId_madeAt: { shopId: of.shopId, customerId: of.customerId, madeAt: of.madeAt } },
        })
      ).outcome
    expect(await outcomeOf(kept)).toBe('kept')
    expect(await outcomeOf(none)).toBe('surprise')
    clock = new Date(missed.toDay.getTime() + 2 * DAY)
    await predictAll(shop)
    expect(await outcomeOf(missed)).toBe('missed')
    const told = await predictionsTimeline(db, shop, missed.customerId as CustomerId, null, 10)
    expect(told.map(({ kind }) => kind).sort()).toContain('prediction-missed')
    clock = start
  })
})

describe('an extreme shop', () => {
  const givenOrders = async (
    shop: Shop,
    ...orders: { name: string; at: string; minor?: number; currency?: string }[]
  ) => {
    const rows = openLedgerRows(db, shop)
    const people = new Map<string, CustomerId>()
    for (const { name, at, minor = 5_000, currency = shop.currency } of orders) {
      const customer = people.get(name) ?? (await rows.customer(name))
      people.set(name, customer)
      await rows.order({ customer, at, currency, lines: [{ type: 'Ringe', minor }] })
    }
    return people
  }

  test('without an order predicts nobody and has nothing to test', async () => {
    const shop = await freshShop()
    await openLedgerRows(db, shop).customer('Anna')
    await predictAll(shop)
    expect(await predictionsOf(shop)).toEqual([])
    expect((await profiles.backtest(shop)).result).toEqual({ outcome: 'too-little', reason: 'noOrders' })
  })

  test('with one order says that typical shops speak', async () => {
    const shop = await freshShop()
    const people = await givenOrders(shop, { name: 'Anna', at: daysAgo(5) })
    await predictAll(shop)
    const { outlook } = await profiles.outlook(shop, people.get('Anna') as CustomerId)
    expect(outlook).toMatchObject({ basis: 'shrunken', verdict: null })
    expect(outlook?.within365).toBeGreaterThan(0)
  })

  test('with all orders on one day stays finite', async () => {
    const shop = await freshShop()
    await givenOrders(
      shop,
      ...Array.from({ length: 6 }, (_, i) => ({ name: `Kundin ${String(i % 3)}`, at: daysAgo(0) })),
    )
    await predictAll(shop)
    const rows = await predictionsOf(shop)
    expect(rows.length).toBe(3)
    for (const row of rows)
      expect(Number.isFinite(row.churnProbability) && Number.isFinite(row.expectedOrders)).toBe(true)
  })

  test('counts an order in another currency as an order, but not its money', async () => {
    const [mixed, euros] = [await freshShop(), await freshShop()]
    const first = [
      { name: 'Jun', at: daysAgo(200) },
      { name: 'Jun', at: daysAgo(100) },
    ]
    await givenOrders(mixed, ...first, { name: 'Jun', at: daysAgo(10), minor: 9_000_000, currency: 'JPY' })
    await givenOrders(euros, ...first)
    await predictAll(mixed)
    await predictAll(euros)
    const [[one], [other]] = [await predictionsOf(mixed), await predictionsOf(euros)]
    expect(one?.averageOrderMinor).toBe(other?.averageOrderMinor)
    expect(one?.expectedOrders).toBeGreaterThan(other?.expectedOrders ?? Infinity)
  })

  test('counts days by its own clock: two orders around midnight in UTC are one day in Auckland', async () => {
    const auckland = await freshShop({ timeZone: 'Pacific/Auckland' })
    const [two, one] = [await freshShop({ timeZone: 'UTC' }), await freshShop({ timeZone: 'UTC' })]
    const [before, after] = ['2026-09-01T23:30:00Z', '2026-09-02T00:30:00Z']
    // In Auckland it is a day later already, as the orders are: 83 days have passed in all three.
    await givenOrders(auckland, { name: 'Mia', at: before }, { name: 'Mia', at: after })
    await givenOrders(two, { name: 'Mia', at: before }, { name: 'Mia', at: after })
    await givenOrders(one, { name: 'Mia', at: before })
    const expected: number[] = []
    for (const shop of [auckland, two, one]) {
      await predictAll(shop)
      expected.push((await predictionsOf(shop))[0]?.expectedOrders ?? NaN)
    }
    expect(expected[0]).toBe(expected[2])
    expect(expected[0]).not.toBe(expected[1])
  })
})
