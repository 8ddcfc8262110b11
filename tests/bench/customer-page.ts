import pg from 'pg'
import { openConsent } from '../../app/consent/index.server.ts'
import { openConversations } from '../../app/conversations/index.server.ts'
import type { CustomerId, Shop, ShopId } from '../../app/kernel/index.ts'
import { openNotes } from '../../app/notes/index.server.ts'
import { openDatabase, openMailer, type Database } from '../../app/platform/index.server.ts'
import { readTimelineAsk } from '../../app/profiles/index.ts'
import { openProfiles } from '../../app/profiles/index.server.ts'
import { timelineSources } from '../../app/timeline-sources.server.ts'
import type { Benchmark } from '../../scripts/bench.ts'
import { migrate } from '../../scripts/migrate.ts'
import { ensureDatabase, startPostgres } from '../../scripts/postgres.ts'
import { customerWithEvents } from '../support/bench/customer-with-events.ts'
import { CUSTOMERS, fillLargeShop } from '../support/bench/large-shop.ts'

const ROUNDS = 41
const NOW = new Date('2026-11-24T12:00:00Z')

/**
 * What the loader of a customer's page reads, in a shop of 200,000 customers: for one with 5,000 events against one with 50;
 * and the second against the same in a shop that has only these two. Medians of 41 rounds in turns.
 */
export async function measure(): Promise<Benchmark> {
  const postgres = await startPostgres({ folder: '.data/bench-postgres' })
  const large = await openShop(await ensureDatabase(postgres, 'customer_page', true), true)
  const small = await openShop(await ensureDatabase(postgres, 'customer_page_small', true), false)
  try {
    const reads = {
      ours: () => large.page(1n, null),
      baseline: () => large.page(2n, null),
      alone: () => small.page(2n, null),
      older: () => large.page(1n, large.middle),
      filtered: () => large.page(1n, large.middle, 'topic=orders'),
      search: () => large.page(1n, null, 'find=nowhere'),
    }
    const times = Object.fromEntries(Object.keys(reads).map((name) => [name, [] as number[]]))
    for (let round = 0; round <= ROUNDS; round += 1)
      for (const [name, read] of Object.entries(reads)) {
        const begin = performance.now()
        await read()
        if (round > 0) times[name]?.push(performance.now() - begin)
      }
    const of = (name: keyof typeof reads) => median(times[name] ?? [])
    return {
      size: `5000 events against 50, ${String(CUSTOMERS)} customers`,
      unit: 'ms for what the page reads, median',
      ours: of('ours'),
      baseline: of('baseline'),
      ratio: round(of('ours') / of('baseline')),
      peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
      inAShopOfTwoCustomers: of('alone'),
      ratioOfShops: round(of('baseline') / of('alone')),
      olderPageAt2500: of('older'),
      olderOrdersOnly: of('filtered'),
      searchWithoutFind: of('search'),
    }
  } finally {
    await large.close()
    await small.close()
    await postgres.stop()
  }
}

async function openShop(url: string, full: boolean) {
  await migrate(url)
  const client = new pg.Client(url)
  await client.connect()
  if (full) await fillLargeShop(client)
  else
    await client.query(
      `insert into shop (id, domain, name, currency, time_zone, locale) values (1, 'l.myshopify.com', 'L', 'EUR', 'Europe/Berlin', 'de')`,
    )
  await customerWithEvents(client, { id: 1, orders: 1250 })
  await customerWithEvents(client, { id: 2, orders: 12 })
  await client.query('vacuum analyze')
  await client.end()
  const db = openDatabase(url)
  return { page: pageOf(db), middle: '2024-08-01T00:00:00.000Z_order-0', close: () => db.$disconnect() }
}

function pageOf(db: Database) {
  const shop: Shop = {
    ...{ id: 1 as ShopId, domain: 'l.myshopify.com', name: 'L', email: null },
    ...{ currency: 'EUR', timeZone: 'Europe/Berlin', locale: 'de' },
  }
  const now = () => NOW
  const adminFor = () => Promise.reject(new Error('no shop in this benchmark'))
  const profiles = openProfiles({ db, now, timelineSources })
  const conversations = openConversations({ db, mailer: openMailer('smtp://127.0.0.1:1', 'nobody@l.example'), now })
  const notes = openNotes({ db, now })
  const consent = openConsent({ db, adminFor, links: { appUrl: 'https://crm.example', secret: 'secret' }, now })
  return async (customer: bigint, before: string | null, narrowed = '') => {
    const id = customer as CustomerId
    const search = new URLSearchParams(narrowed)
    if (before !== null) search.set('before', before)
    const timeline = () => profiles.timeline(shop, id, readTimelineAsk(search))
    // An older page or a search is the timeline alone.
    if (before !== null || narrowed !== '') return timeline()
    return [
      await profiles.page(shop, id),
      ...(await Promise.all([
        timeline(),
        profiles.orderMonths(shop, id),
        conversations.forCustomer(shop, id),
        notes.notebook(shop, id),
        consent.proofs(shop, id),
      ])),
    ]
  }
}

function median(times: number[]): number {
  return round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
