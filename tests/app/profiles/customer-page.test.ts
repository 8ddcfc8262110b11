import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId, Shop, TimelineEntry } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { openProfiles, type TimelineSource } from '../../../app/profiles/index.server.ts'
import { readTimelinePlace } from '../../../app/profiles/index.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { openLedgerRows } from './ledger-rows.ts'

const NOW = new Date('2026-11-23T12:00:00Z')
let db: Database
let shop: Shop
let anna: CustomerId
let profiles: ReturnType<typeof openProfiles>

beforeAll(async () => {
  ;({ db } = await testDatabase())
  profiles = openProfiles({ db, now: () => NOW, timelineSources: [told('visit', 40), told('mail', 33)] })
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
function told(kind: string, count: number): TimelineSource {
  const all: TimelineEntry[] = Array.from({ length: count }, (_, index) => ({
    id: `${kind}-${String(index).padStart(2, '0')}`,
    at: new Date(NOW.getTime() - Math.floor(index / 4) * 3_600_000),
    room: 'profiles',
    kind,
    values: {},
  }))
  const order = (entry: { at: Date; id: string }) => `${entry.at.toISOString()} ${entry.id}`
  return (_db, _shop, _customer, before, limit) =>
    Promise.resolve(
      all
        .filter((entry) => before === null || order(entry) < order(before))
        .sort((a, b) => (order(a) < order(b) ? 1 : -1))
        .slice(0, limit),
    )
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
    const seen: string[] = []
    let place: string | null = null
    do {
      const page = await profiles.timeline(shop, anna, readTimelinePlace(place))
      seen.push(...page.entries.map((entry) => `${entry.at} ${entry.id}`))
      place = page.next
    } while (place !== null)
    expect(seen).toHaveLength(73)
    expect(seen).toEqual(seen.toSorted().reverse())
    expect(new Set(seen).size).toBe(73)
  })
})

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
