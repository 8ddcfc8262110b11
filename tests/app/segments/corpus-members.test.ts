import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { parseSegmentQuery } from '../../../app/segments/index.ts'
import { membersSql, surroundingsOf } from '../../../app/segments/members.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { NOW, names, stockCorpusShop } from './corpus-shop.ts'
import { understood } from './language/corpus.ts'
import { answered } from './members-corpus.ts'

let db: Database
let shop: Shop
let empty: Shop

beforeAll(async () => {
  ;({ db } = await testDatabase())
  shop = await givenShop(db)
  empty = await givenShop(db, 'empty.myshopify.com')
  await stockCorpusShop(db, shop)
  await stockTwin()
})

// Another shop with the same ids throughout, in which everything is true of everyone.
async function stockTwin(): Promise<void> {
  const twin = await givenShop(db, 'twin.myshopify.com')
  await stockCorpusShop(db, twin)
  await db.customer.updateMany({ where: { shopId: twin.id }, data: { tags: ['VIP', 'wholesale'], locale: 'en' } })
  await db.profile.updateMany({ where: { shopId: twin.id }, data: { orders: 9, spentMinor: 999_999n } })
  await db.segment.updateMany({ where: { shopId: twin.id }, data: { query: 'number_of_orders >= 0' } })
  const ids = {
    shopId: twin.id,
    name: '#',
    createdAt: NOW,
    processedAt: NOW,
    updatedAt: NOW,
    test: false,
    currency: 'EUR',
  }
  const money = { subtotalMinor: 1n, discountMinor: 1n, totalMinor: 99_900n, discountCodes: ['SOMMER', 'MIA-1'] }
  const people = [...names.keys()]
  await db.order.createMany({
    data: people.map((customerId, place) => ({ ...ids, ...money, customerId, id: BigInt(6_000 + place) })),
  })
  const line = { shopId: twin.id, title: 'x', quantity: 50, priceMinor: 1n, discountMinor: 0n, variantId: 1n }
  await db.orderLine.createMany({
    data: people.map((_, place) => ({ ...line, productId: 1n, orderId: BigInt(6_000 + place), id: 1n })),
  })
}

const corpus = [
  ...understood.flatMap(({ query, members }) => (members === undefined ? [] : [{ query, members }])),
  ...answered,
]

describe('the members of a query', () => {
  test.each(corpus)('are found: $query', async ({ query, members }) => {
    expect(await membersByName(shop, query)).toBe(members)
  })

  test.each(understood.filter(({ unavailable }) => unavailable !== undefined))(
    'are not guessed where no table holds $unavailable: $query',
    async ({ query, unavailable }) => {
      expect(await compiled(shop, query)).toMatchObject({ code: 'notAvailable', name: unavailable })
    },
  )

  test('are known for at least 150 queries, and every other query of the language names what it lacks', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(150)
    const silent = understood.filter(({ members, unavailable }) => members === undefined && unavailable === undefined)
    expect(silent).toEqual([])
  })

  test('are none in a shop without customers', async () => {
    for (const { query } of corpus) {
      if (query.includes('segment')) continue // which that shop does not have
      expect(await membersByName(empty, query)).toBe('')
    }
  })

  test.each([
    ['America/New_York', 'last_order_date = today', 'Finn'],
    ['America/New_York', 'last_order_date = yesterday', ''],
    ['America/New_York', 'last_order_date = 2026-10-26', 'Gina'],
    ['Pacific/Kiritimati', 'last_order_date = yesterday', 'Finn'],
    ['Pacific/Kiritimati', 'last_order_date = today', ''],
    ['Asia/Kathmandu', 'first_order_date = 2026-09-28', 'Cara'],
  ])('follow the days of %s: %s', async (timeZone, query, members) => {
    expect(await membersByName({ ...shop, timeZone }, query)).toBe(members)
  })

  test.each([
    ["segment = 'Nobody knows'", { code: 'unknownSegment', name: 'Nobody knows', at: { start: 10, end: 24 } }],
    ["segment = 'Round'", { code: 'segmentCycle', name: 'round', at: { start: 10, end: 17 } }],
    ["number_of_orders = 1 OR segment != 'trip'", { code: 'segmentCycle' }],
    ["segment = 'Wide'", { code: 'tooManySegments' }],
  ])('cannot be known of %s', async (query, problem) => {
    const segment = (name: string, text: string) =>
      db.segment.create({ data: { shopId: shop.id, id: crypto.randomUUID(), name, query: text } })
    await segment('Round', "segment = 'Trip'")
    await segment('Trip', "amount_spent > 1 AND segment = 'round'")
    await segment('Wide', Array.from({ length: 101 }, () => "segment = 'a'").join(' OR '))
    expect(await compiled(shop, query)).toMatchObject({ outcome: 'unanswerable', ...problem })
    await db.segment.deleteMany({ where: { shopId: shop.id, name: { in: ['Round', 'Trip', 'Wide'] } } })
  })
})

async function compiled(ofShop: Shop, text: string) {
  const read = parseSegmentQuery(text)
  if (read.outcome === 'invalid') throw new Error(read.message)
  return membersSql(read.query, await surroundingsOf(db, ofShop, NOW, [read.query]))
}

async function membersByName(ofShop: Shop, text: string): Promise<string> {
  const found = await compiled(ofShop, text)
  if (found.outcome === 'unanswerable') throw new Error(`${found.code}: ${found.name}`)
  const rows = await db.$queryRaw<{ customer_id: CustomerId }[]>(found.members)
  return rows
    .map((row) => names.get(row.customer_id) ?? 'a stranger')
    .sort()
    .join(' ')
}
