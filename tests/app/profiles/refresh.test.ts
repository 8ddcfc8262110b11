import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { openProfiles } from '../../../app/profiles/index.server.ts'
import { readValue, type StoredEvidence } from '../../../app/profiles/evidence-row.ts'
import { preferenceScore } from '../../../app/profiles/preference-score.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { openLedgerRows, type LedgerRows } from './ledger-rows.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
let db: Database
let shop: Shop
let rows: LedgerRows
let profiles: ReturnType<typeof openProfiles>
let shops = 0

beforeAll(async () => {
  ;({ db } = await testDatabase())
  profiles = openProfiles({ db, now: () => NOW, timelineSources: [] })
})

async function freshShop() {
  shop = await givenShop(db, `shop-${++shops}.myshopify.com`)
  rows = openLedgerRows(db, shop)
}

const refresh = (...customerIds: CustomerId[]) =>
  profiles.refresh({ kind: 'customers-changed', shopId: shop.id, customerIds })
const profileOf = (id: bigint) =>
  db.profile.findUnique({ where: { shopId_customerId: { shopId: shop.id, customerId: id } } })
const preferencesOf = async (id: bigint) => {
  const row = await db.preference.findUnique({ where: { shopId_customerId: { shopId: shop.id, customerId: id } } })
  return typesIn(row?.evidence)
}
const typesIn = (evidence: unknown) => {
  const { product_type: types } = (evidence ?? {}) as StoredEvidence
  return (types?.top ?? []).map((value) => ({ ...readValue(value), ofOrders: types?.of[0] ?? 0 }))
}
const everything = async () => ({
  profiles: await db.profile.findMany({ where: { shopId: shop.id }, orderBy: { customerId: 'asc' } }),
  preferences: await db.preference.findMany({
    where: { shopId: shop.id },
    orderBy: { customerId: 'asc' },
  }),
})

describe('what a customer is worth', () => {
  beforeAll(freshShop)

  test('is what she paid less what she got back; cancelled, deleted and test orders do not count', async () => {
    const anna = await rows.customer('Anna')
    await rows.order({ customer: anna, at: '2026-01-05T10:00:00Z', lines: [{ type: 'Ringe', minor: 9900 }] })
    const second = await rows.order({
      customer: anna,
      at: '2026-03-05T10:00:00Z',
      lines: [{ type: 'Ringe', minor: 5000 }],
    })
    await rows.refund(second.id, 2000)
    await rows.order({
      customer: anna,
      at: '2026-04-01T10:00:00Z',
      lines: [{ type: 'Ringe', minor: 1 }],
      cancelled: true,
    })
    await rows.order({ customer: anna, at: '2026-04-02T10:00:00Z', lines: [{ type: 'Ringe', minor: 1 }], test: true })
    await rows.order({
      customer: anna,
      at: '2026-04-03T10:00:00Z',
      lines: [{ type: 'Ringe', minor: 1 }],
      deleted: true,
    })
    await refresh(anna)
    expect(await profileOf(anna)).toMatchObject({
      orders: 2,
      spentMinor: 12900n,
      firstOrderAt: new Date('2026-01-05T10:00:00Z'),
      lastOrderAt: new Date('2026-03-05T10:00:00Z'),
    })
  })

  test('an order in another currency than the shop has now is an order, but no money of this one', async () => {
    const jun = await rows.customer('Jun')
    const euros = { customer: jun, at: '2026-11-05T10:00:00Z', lines: [{ type: 'Ringe', minor: 1000 }] }
    const yen = { customer: jun, at: '2026-11-06T10:00:00Z', lines: [{ type: 'Ketten', minor: 5000 }], currency: 'JPY' }
    await rows.order(euros)
    const before = await profiles.overview(shop)
    await rows.refund((await rows.order(yen)).id, 1000)
    await refresh(jun)
    expect(await profileOf(jun)).toMatchObject({ orders: 2, spentMinor: 1000n })
    expect((await preferencesOf(jun)).map(({ value, orders, spentMinor }) => [value, orders, spentMinor])).toEqual([
      ['Ringe', 1, 1000],
      ['Ketten', 1, 0],
    ])
    const { recent } = await profiles.overview(shop)
    expect(recent).toEqual({ ...before.recent, orders: before.recent.orders + 1, inOtherCurrency: 1 })
    expect(await profiles.page(shop, jun)).toMatchObject({ orders: 2, inOtherCurrency: 1, spentMinor: 1000 })
  })

  test('makes who never ordered a prospect without scores', async () => {
    const ben = await rows.customer('Ben')
    await refresh(ben)
    expect(await profileOf(ben)).toMatchObject({ orders: 0, recency: null, frequency: null, rfmGroup: 'PROSPECTS' })
  })

  test('goes with the customer when Shopify deletes her', async () => {
    const cara = await rows.customer('Cara')
    await rows.order({ customer: cara, at: '2026-01-05T10:00:00Z', lines: [{ type: 'Ringe', minor: 9900 }] })
    await refresh(cara)
    await db.customer.update({ where: { shopId_id: { shopId: shop.id, id: cara } }, data: { deletedAt: NOW } })
    await refresh(cara)
    expect(await profileOf(cara)).toBeNull()
    expect(await preferencesOf(cara)).toEqual([])
  })
})

describe('what a customer likes', () => {
  beforeAll(freshShop)

  test('is what she keeps: returned pieces and orders paid back in full say nothing', async () => {
    const anna = await rows.customer('Anna')
    const kept = [{ type: 'Halsketten', minor: 4000, quantity: 2 }]
    await rows.order({ customer: anna, at: '2026-01-05T10:00:00Z', lines: kept })
    const mixed = await rows.order({
      customer: anna,
      at: '2026-02-05T10:00:00Z',
      lines: [...kept, { type: 'Broschen', minor: 9000 }],
    })
    const [necklaces = 0n, brooch = 0n] = mixed.lineIds
    await rows.refund(mixed.id, 13000, [
      { lineId: necklaces, quantity: 1, minor: 4000 },
      { lineId: brooch, quantity: 1, minor: 9000 },
    ])
    const undone = await rows.order({
      customer: anna,
      at: '2026-03-05T10:00:00Z',
      lines: [{ type: 'Ringe', minor: 8000 }],
    })
    await rows.refund(undone.id, 8000)
    await refresh(anna)
    expect(await preferencesOf(anna)).toMatchObject([
      { value: 'Halsketten', orders: 2, ofOrders: 3, pieces: 3, spentMinor: 12000, questions: 0 },
    ])
    expect(await profileOf(anna)).toMatchObject({ orders: 3, preferredType: 'Halsketten' })
  })

  test('includes what she asked about, even before her first order', async () => {
    const ben = await rows.customer('Ben')
    await rows.question(ben, 'Ringe', '2026-11-03T09:00:00Z')
    await rows.question(ben, null, '2026-11-04T09:00:00Z')
    await profiles.noteInterest({ kind: 'question-asked', shopId: shop.id, requestId: '' as never, customerId: ben })
    expect(await preferencesOf(ben)).toMatchObject([
      { value: 'Ringe', orders: 0, ofOrders: 0, questions: 1, lastAskedAt: '2026-11-03T09:00:00.000Z' },
    ])
    expect(await profileOf(ben)).toMatchObject({ preferredType: 'Ringe', rfmGroup: 'PROSPECTS' })
  })
})

describe('a refresh', () => {
  beforeAll(async () => {
    await freshShop()
    const types = ['Halsketten', 'Ringe', 'Ohrringe', 'Armbänder']
    for (let person = 0; person < 60; person++) {
      const customer = await rows.customer(`Kunde${person}`)
      for (let visit = 0; visit <= person % 5; visit++) {
        const at = new Date(NOW.getTime() - (person * 5 + visit * 40 + 1) * 86_400_000).toISOString()
        const line = { type: types[(person + visit) % 4] ?? '', minor: 1000 + person * 100 }
        await rows.order({ customer, at, lines: [line] })
      }
      if (person % 7 === 0) await rows.question(customer, types[person % 4] ?? '', '2026-11-01T08:00:00Z')
    }
    await profiles.refreshAll({ shopId: shop.id })
  })

  test('repeated in any portion changes nothing', async () => {
    const before = await everything()
    await profiles.refreshAll({ shopId: shop.id })
    expect(await everything()).toEqual(before)
    const ids = before.profiles.map((profile) => profile.customerId as CustomerId)
    await refresh(...ids.slice(30))
    await Promise.all([refresh(...ids.slice(0, 20)), refresh(...ids.slice(10, 30)), refresh(...ids.slice(5, 25))])
    expect(await everything()).toEqual(before)
  })

  test('scores a fifth of the shop each from 1 to 5, the latest best', async () => {
    const { profiles: all } = await everything()
    const count = [1, 2, 3, 4, 5].map((score) => all.filter((profile) => profile.recency === score).length)
    expect(count).toEqual([12, 12, 12, 12, 12])
    const latest = all.toSorted((a, b) => Number(b.lastOrderAt) - Number(a.lastOrderAt))
    expect(latest.slice(0, 12).every((profile) => profile.recency === 5)).toBe(true)
    const dearest = all.toSorted((a, b) => Number(b.spentMinor - a.spentMinor))
    expect(dearest[0]).toMatchObject({ monetary: 5, frequency: 5 })
  })

  test('lets recency age when no order comes', async () => {
    const { profiles: all } = await everything()
    const best = all.find((profile) => profile.recency === 5)
    const later = openProfiles({ db, now: () => new Date('2028-01-01T00:00:00Z'), timelineSources: [] })
    const customerIds = [best?.customerId as CustomerId]
    await later.refresh({ kind: 'customers-changed', shopId: shop.id, customerIds })
    expect(await profileOf(best?.customerId ?? 0n)).toMatchObject({ recency: 1 })
    await refresh(...customerIds)
    expect(await profileOf(best?.customerId ?? 0n)).toMatchObject({ recency: 5 })
  })

  test('scores every preference as the law says', async () => {
    const { preferences } = await everything()
    const habits = await db.habit.findMany({ where: { shopId: shop.id, kind: 'product_type' } })
    expect(habits.reduce((sum, habit) => sum + habit.orderShare, 0)).toBeCloseTo(1)
    let seen = 0
    for (const { evidence } of preferences) {
      const { product_type: types } = evidence as StoredEvidence
      const [ofOrders = 0, ofSpentMinor = 0, ofQuestions = 0, ofViews = 0] = types?.of ?? []
      for (const value of typesIn(evidence)) {
        const habit = habits.find((other) => other.value === value.value) ?? { orderShare: 0, moneyShare: 0 }
        const totals = { ofOrders, ofSpentMinor, ofQuestions, ofViews, said: 0, ofSaid: 0 }
        expect(value.score).toBeCloseTo(preferenceScore({ ...value, ...totals }, habit), 4)
        seen += 1
      }
    }
    expect(seen).toBeGreaterThan(100)
  })
})

test('a shop with few buyers is scored by fixed borders', async () => {
  await freshShop()
  const anna = await rows.customer('Anna')
  const ben = await rows.customer('Ben')
  await rows.order({ customer: anna, at: '2026-11-20T10:00:00Z', lines: [{ type: 'Ringe', minor: 5000 }] })
  await refresh(anna)
  expect(await profileOf(anna)).toMatchObject({ recency: 5, frequency: 1, monetary: 2, rfmGroup: 'ACTIVE' })
  for (const day of ['01', '02', '03']) {
    await rows.order({ customer: ben, at: `2025-01-${day}T10:00:00Z`, lines: [{ type: 'Ringe', minor: 5000 }] })
  }
  await refresh(anna, ben)
  expect(await profileOf(ben)).toMatchObject({ recency: 1, frequency: 3, monetary: 4, rfmGroup: 'AT_RISK' })
})
