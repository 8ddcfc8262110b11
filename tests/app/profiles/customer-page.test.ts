import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId, Shop, TimelineEntry, TimelinePlace, TimelineTopic } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { openProfiles, type TimelineSource } from '../../../app/profiles/index.server.ts'
import { readTimelineAsk } from '../../../app/profiles/index.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { openLedgerRows } from './ledger-rows.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
let db: Database
let shop: Shop
let anna: CustomerId
const asked: { topic: TimelineTopic; before: TimelinePlace | null; limit: number }[] = []
let profiles: ReturnType<typeof openProfiles>

beforeAll(async () => {
  ;({ db } = await testDatabase())
  profiles = openProfiles({ db, now: () => NOW, timelineSources: [told('visits', 40), told('mails', 33)] })
  shop = await givenShop(db)
  const rows = openLedgerRows(db, shop)
  anna = await rows.customer('Anna', 'Schmidt')
  for (const day of ['2026-10-20', '2026-10-30', '2026-11-20']) {
    await rows.order({ customer: anna, at: `${day}T10:00:00Z`, lines: [{ type: 'Halsketten', minor: 5900 }] })
  }
  const undone = await rows.order({
    customer: anna,
    at: '2026-10-25T10:00:00Z',
    lines: [{ type: 'Ringe', minor: 7000 }],
  })
  await rows.refund(undone.id, 7000)
  await rows.consent(anna, 'subscribed', '2026-01-01')
  await profiles.refresh({ kind: 'customers-changed', shopId: shop.id, customerIds: [anna] })
})

/** A room that tells `count` entries, several at the same moment. */
function told(topic: TimelineTopic, count: number): TimelineSource {
  const kind = topic
  const all: TimelineEntry[] = Array.from({ length: count }, (_, index) => ({
    id: `${kind}-${String(index).padStart(2, '0')}`,
    at: new Date(NOW.getTime() - Math.floor(index / 4) * 3_600_000),
    room: 'profiles',
    kind,
    values: { number: `${kind} ${String(index)}` },
  }))
  const order = (entry: { at: Date; id: string }) => `${entry.at.toISOString()} ${entry.id}`
  const read: TimelineSource['read'] = (_db, _shop, _customer, before, limit) => {
    asked.push({ topic, before, limit })
    return Promise.resolve(
      all
        .filter((entry) => before === null || order(entry) < order(before))
        .sort((a, b) => (order(a) < order(b) ? 1 : -1))
        .slice(0, limit),
    )
  }
  return { topic, read }
}

describe('a customer’s page', () => {
  test('says who she is, what she is worth and what she likes, with evidence', async () => {
    expect(await profiles.page(shop, anna)).toMatchObject({
      name: 'Anna Schmidt',
      mayEmail: true,
      guest: false,
      orders: 4,
      spentMinor: 17_700,
      lastOrderAt: '2026-11-20T10:00:00.000Z',
      scores: { recency: 5 },
    })
    const { preferences } = (await profiles.page(shop, anna)) ?? { preferences: [] }
    expect(preferences.filter(({ kind }) => kind === 'product_type')).toMatchObject([
      { value: 'Halsketten', orders: 3, ofOrders: 4, spentMinor: 17_700 },
    ])
  })

  test('does not exist for another shop, an unknown id or a deleted customer', async () => {
    const stranger = await givenShop(db, 'stranger.myshopify.com')
    expect(await profiles.page(stranger, anna)).toBeNull()
    expect(await profiles.page(shop, 1n as CustomerId)).toBeNull()
    const deleted = await openLedgerRows(db, stranger).customer('Weg')
    await db.customer.update({ where: { shopId_id: { shopId: stranger.id, id: deleted } }, data: { deletedAt: NOW } })
    expect(await profiles.page(stranger, deleted)).toBeNull()
  })

  test('pages through what every room tells, newest first, each entry once', async () => {
    const seen = await readAll('')
    expect(seen).toHaveLength(73)
    expect(seen).toEqual(seen.toSorted().reverse())
    expect(new Set(seen).size).toBe(73)
  })

  test('asks every room for one entry more than the page has, and only before the place where the last page ended', async () => {
    const first = await profiles.timeline(shop, anna, readTimelineAsk(new URLSearchParams()))
    asked.length = 0
    await profiles.timeline(shop, anna, readTimelineAsk(new URLSearchParams({ before: first.next ?? '' })))
    const last = first.entries.at(-1)
    const before = { at: new Date(last?.at ?? ''), id: last?.id }
    expect(asked).toEqual([
      { topic: 'visits', before, limit: 26 },
      { topic: 'mails', before, limit: 26 },
    ])
  })

  test('asks only the rooms whose topics are wanted, and pages through those', async () => {
    asked.length = 0
    const seen = await readAll('topic=mails&topic=nonsense')
    expect(seen).toHaveLength(33)
    expect(new Set(asked.map(({ topic }) => topic))).toEqual(new Set(['mails']))
  })

  test('finds the entries that hold a word, over page borders', async () => {
    const seen = await readAll('find=VISITS 3')
    expect(seen.every((entry) => /visits-(03|3\d)$/.test(entry))).toBe(true)
    expect(seen).toHaveLength(11)
    expect(await readAll('find=nowhere')).toEqual([])
  })

  test('shows the orders of two years by the shop’s months, net of refunds, empty months too', async () => {
    const months = await profiles.orderMonths(shop, anna)
    expect(months).toHaveLength(24)
    expect(months.at(0)).toEqual({ month: '2024-12', orders: 0, minor: 0 })
    expect(months.at(-1)).toEqual({ month: '2026-11', orders: 1, minor: 5900 })
    expect(months.at(-2)).toEqual({ month: '2026-10', orders: 3, minor: 11_800 })
  })
})

async function readAll(narrowed: string): Promise<string[]> {
  const seen: string[] = []
  const search = new URLSearchParams(narrowed)
  for (;;) {
    const page = await profiles.timeline(shop, anna, readTimelineAsk(search))
    seen.push(...page.entries.map((entry) => `${entry.at} ${entry.id}`))
    if (page.next === null) return seen
    search.set('before', page.next)
  }
}

test('the overview counts customers, orders and money net of refunds of the last days', async () => {
  const overview = await profiles.overview(shop)
  expect(overview).toEqual({
    customers: 1,
    buyers: 1,
    orders: 4,
    regulars: 1,
    recent: { days: 30, orders: 3, netMinor: 11_800, inOtherCurrency: 0 },
  })
})
