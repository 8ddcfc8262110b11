import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { openProfiles } from '../../../app/profiles/index.server.ts'
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
