import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { guestIdOf } from '../../../app/ledger/index.server.ts'
import { openPrivacy } from '../../../app/privacy/index.server.ts'
import { openProfiles } from '../../../app/profiles/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { openLedgerRows, type LedgerRows } from './ledger-rows.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
let db: Database
let shop: Shop
let rows: LedgerRows
let profiles: ReturnType<typeof openProfiles>

beforeAll(async () => {
  ;({ db } = await testDatabase())
  profiles = openProfiles({ db, now: () => NOW, timelineSources: [] })
  shop = await givenShop(db)
  rows = openLedgerRows(db, shop)
})

const refresh = (customerId: CustomerId) =>
  profiles.refresh({ kind: 'customers-changed', shopId: shop.id, customerIds: [customerId] })
const likes = async (id: CustomerId, kind: string) =>
  ((await profiles.page(shop, id))?.preferences ?? []).filter((preference) => preference.kind === kind)
const values = async (id: CustomerId, kind: string) => (await likes(id, kind)).map(({ value }) => value)
const tokensOf = async (id: CustomerId) =>
  (await db.preference.findUnique({ where: { shopId_customerId: { shopId: shop.id, customerId: id } } }))?.tokens ?? []
const typeOf = async (id: CustomerId) =>
  (await db.profile.findUnique({ where: { shopId_customerId: { shopId: shop.id, customerId: id } } }))?.preferredType

describe('what a customer prefers', () => {
  test('is known by material, colour, size, price, code, weekday, hour in the shop’s time zone, channel and language', async () => {
    const anna = await rows.customer('Anna')
    const ring = { type: 'Ringe', minor: 4900, options: { Ringgröße: '54', Material: 'Silber' } }
    const scarf = { type: 'Tücher', minor: 1900, options: { Farbe: 'Rot', Gravur: 'A' } }
    // Sundays in Berlin, where it is an hour or two later than in Greenwich.
    for (const at of ['2026-01-04T23:30:00Z', '2026-01-11T23:10:00Z', '2026-01-18T23:45:00Z'])
      await rows.order({ customer: anna, at, lines: [ring, scarf], codes: ['X'], channel: 'web', locale: 'de-DE' })
    await refresh(anna)
    expect(await likes(anna, 'material')).toMatchObject([
      { value: 'Silber', orders: 3, ofOrders: 3, spentMinor: 14_700 },
    ])
    expect(await values(anna, 'colour')).toEqual(['Rot'])
    expect(await values(anna, 'size')).toEqual(['Ringgröße 54'])
    expect(await values(anna, 'weekday')).toEqual(['1'])
    expect(await values(anna, 'hour')).toEqual(['0'])
    expect(await values(anna, 'channel')).toEqual(['web'])
    expect(await values(anna, 'language')).toEqual(['de'])
    expect(await values(anna, 'discount')).toEqual(['with_code'])
    expect(await values(anna, 'vendor')).toEqual(['HandelBlitz'])
    expect((await likes(anna, 'price_band')).length).toBeGreaterThan(0)
    expect(await tokensOf(anna)).toEqual(expect.arrayContaining(['prefers:material:Silber', 'prefers:colour:Rot']))
  })

  test('counts a question and a look for the product, its type and its vendor', async () => {
    const ben = await rows.customer('Ben')
    const productId = await rows.productOf('Uhren')
    const view = { shopId: shop.id, customerId: ben, productId, day: new Date('2026-11-20'), viewedAt: NOW }
    await db.productView.create({ data: view })
    await rows.question(ben, 'Ketten', '2026-11-03T09:00:00Z')
    await refresh(ben)
    expect(await likes(ben, 'product_type')).toMatchObject([
      { value: 'Ketten', questions: 1 },
      { value: 'Uhren', views: 1, lastViewedAt: NOW.toISOString() },
    ])
    expect(await values(ben, 'product')).toEqual(['Uhren'])
  })
})

test('a material in capitals here and small there is one, in orders and in what is said', async () => {
  const eva = await rows.customer('Eva')
  for (const [day, material] of [
    ['01', 'Platin'],
    ['02', 'platin'],
  ] as const)
    await rows.order({
      customer: eva,
      at: `2026-06-${day}T10:00:00Z`,
      lines: [{ type: 'Ringe', minor: 5000, options: { Material: material } }],
    })
  await profiles.say(shop, { customerId: eva, said: { kind: 'material', value: 'PLATIN', stance: 'likes' }, by: '77' })
  for (const again of [() => refresh(eva), () => profiles.refreshAll({ shopId: shop.id })]) {
    await again()
    expect(await likes(eva, 'material')).toMatchObject([{ value: 'Platin', orders: 2, said: { stance: 'likes' } }])
    expect(await tokensOf(eva)).toContain('likes:material:Platin')
  }
})

test('a refresh of the whole shop that finds nothing new writes no preference again', async () => {
  await profiles.refreshAll({ shopId: shop.id })
  const written = () =>
    db.$queryRaw`select customer_id, xmin::text from preference where shop_id = ${shop.id} order by 1`
  const before = await written()
  await profiles.refreshAll({ shopId: shop.id })
  expect(await written()).toEqual(before)
  expect(before).not.toEqual([])
})

test('what was said about a guest is hers when an import brings the account', async () => {
  const guest = guestIdOf('fine@example.com')
  const at = new Date('2026-01-01T00:00:00Z')
  const facts = { email: 'fine@example.com', searchText: '', createdAt: at, updatedAt: at }
  await db.customer.create({ data: { shopId: shop.id, id: guest, ...facts } })
  await profiles.say(shop, { customerId: guest, said: { kind: 'colour', value: 'Rot', stance: 'likes' }, by: '77' })
  const fine = await rows.customer('Fine')
  await profiles.followEverybody({ shopId: shop.id })
  await profiles.refreshAll({ shopId: shop.id })
  expect(await tokensOf(fine)).toContain('likes:colour:Rot')
  expect(await tokensOf(guest)).toEqual([])
})

describe('a correction', () => {
  let cara: CustomerId
  const by = '77'
  beforeAll(async () => {
    cara = await rows.customer('Cara')
    for (const day of ['01', '02', '03'])
      await rows.order({ customer: cara, at: `2026-05-${day}T10:00:00Z`, lines: [{ type: 'Ringe', minor: 9000 }] })
    await rows.order({ customer: cara, at: '2026-05-04T10:00:00Z', lines: [{ type: 'Ketten', minor: 900 }] })
    await refresh(cara)
  })

  test('outlives every recomputation and changes what is preferred', async () => {
    expect(await typeOf(cara)).toBe('Ringe')
    await profiles.say(shop, {
      customerId: cara,
      said: { kind: 'product_type', value: 'Ringe', stance: 'dislikes' },
      by,
    })
    await profiles.say(shop, { customerId: cara, said: { kind: 'material', value: 'Silber', stance: 'likes' }, by })
    for (const again of [() => refresh(cara), () => profiles.refreshAll({ shopId: shop.id }), () => refresh(cara)]) {
      await again()
      expect(await typeOf(cara)).toBe('Ketten')
      expect(await tokensOf(cara)).toEqual(
        expect.arrayContaining(['dislikes:product_type:Ringe', 'likes:material:Silber', 'prefers:material:Silber']),
      )
    }
    expect(await likes(cara, 'product_type')).toMatchObject([
      { value: 'Ketten', said: null },
      { value: 'Ringe', orders: 3, said: { stance: 'dislikes', author: 'merchant', at: NOW.toISOString() } },
    ])
  })

  test('follows a merge', async () => {
    const dora = await rows.customer('Dora')
    await db.customer.update({
      where: { shopId_id: { shopId: shop.id, id: cara } },
      data: { mergedInto: dora, deletedAt: NOW, state: 'merged' },
    })
    await profiles.followMerge({ kind: 'customers-merged', shopId: shop.id, customerId: cara, survivorId: dora })
    await refresh(dora)
    expect(await likes(dora, 'material')).toMatchObject([{ value: 'Silber', said: { stance: 'likes' } }])
    cara = dora
  })

  test('can be taken back, and then what was counted holds again', async () => {
    const [said] = (await likes(cara, 'material')).map((liking) => liking.said)
    expect(await profiles.takeBack(shop, { customerId: cara, id: said?.id ?? '', by })).toBe(true)
    expect(await profiles.takeBack(shop, { customerId: cara, id: said?.id ?? '', by })).toBe(false)
    const stranger = await givenShop(db, 'stranger.myshopify.com')
    const [type] = (await likes(cara, 'product_type')).map((liking) => liking.said)
    expect(await profiles.takeBack(stranger, { customerId: cara, id: type?.id ?? '', by })).toBe(false)
    await refresh(cara)
    expect(await likes(cara, 'material')).toEqual([])
    expect(await values(cara, 'product_type')).toEqual(['Ringe'])
  })

  test('is handed over to whoever asks for her data, and forgotten with her', async () => {
    const privacy = openPrivacy({ db, now: () => NOW })
    const person = { id: cara, email: 'dora@example.com', phone: null, orderIds: [] }
    const about = { shop, person, askedAt: NOW }
    expect(privacy).toBeDefined()
    const { collect } = await import('../../../app/privacy/collect.server.ts')
    const { forgetCustomer } = await import('../../../app/privacy/forget.server.ts')
    const { text } = await db.$transaction((tx) => collect(tx, about.shop, person as never, NOW))
    const { data } = JSON.parse(text) as { data: Record<string, unknown[]> }
    expect(data.preference_statement).toHaveLength(2)
    await db.$transaction((tx) => forgetCustomer(tx, shop, person as never, NOW))
    expect(await db.preferenceStatement.count({ where: { shopId: shop.id, customerId: cara } })).toBe(0)
  })
})
