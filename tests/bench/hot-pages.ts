import pg from 'pg'
import { defaultMessages } from '../../app/campaigns/index.ts'
import { openCampaigns } from '../../app/campaigns/index.server.ts'
import { openConversations } from '../../app/conversations/index.server.ts'
import type { Shop, ShopId } from '../../app/kernel/index.ts'
import { openDatabase, openMailer, type Database } from '../../app/platform/index.server.ts'
import { readCustomerQuery } from '../../app/profiles/index.ts'
import { openProfiles } from '../../app/profiles/index.server.ts'
import { openSegments } from '../../app/segments/index.server.ts'
import type { Benchmark } from '../../scripts/bench.ts'
import { migrate } from '../../scripts/migrate.ts'
import { ensureDatabase, startPostgres } from '../../scripts/postgres.ts'
import { CUSTOMERS, fillLargeShop } from '../support/bench/large-shop.ts'
import { bestSql } from '../support/bench/hot-pages-sql.ts'

const ROUNDS = 7
const NOW = new Date('2026-11-24T12:00:00Z')

/**
 * What the loaders of the pages read that a merchant opens all day, in a shop of 200,000 customers, against the same
 * facts read by hand-written SQL for exactly that page. Median of seven rounds; ours and baseline are the sums.
 */
export async function measure(): Promise<Benchmark> {
  const postgres = await startPostgres({ folder: '.data/bench-postgres' })
  const url = await ensureDatabase(postgres, 'hot_pages', true)
  await migrate(url)
  const client = new pg.Client(url)
  await client.connect()
  const db = openDatabase(url)
  try {
    await fillLargeShop(client)
    const pages = Object.entries(pagesOf(db))
    const { ours, baseline } = await inTurns(pages, (page) => runAll(client, bestSql[page] ?? []))
    const sum = (times: Record<string, number>) => Math.round(Object.values(times).reduce((a, b) => a + b, 0))
    return {
      size: `${String(CUSTOMERS)} customers, ${String(3 * CUSTOMERS)} orders, ${String(3 * CUSTOMERS)} recipients`,
      unit: 'ms for all pages, median',
      ours: sum(ours),
      baseline: sum(baseline),
      ratio: Math.round((sum(ours) / sum(baseline)) * 100) / 100,
      peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
      ...Object.fromEntries(
        pages.map(([page]) => [page, `${String(ours[page])} against ${String(baseline[page])} ms`]),
      ),
    }
  } finally {
    await client.end()
    await db.$disconnect()
    await postgres.stop()
  }
}

function pagesOf(db: Database): Record<string, () => Promise<unknown>> {
  const shop: Shop = {
    ...{ id: 1 as ShopId, domain: 'large.myshopify.com', name: 'Large', email: null },
    ...{ currency: 'EUR', timeZone: 'Europe/Berlin', locale: 'de' },
  }
  const now = () => NOW
  const mailer = openMailer('smtp://127.0.0.1:1', 'nobody@large.example')
  const links = { appUrl: 'https://crm.example', secret: 'secret' }
  const adminFor = () => Promise.reject(new Error('no shop in this benchmark'))
  const campaigns = openCampaigns({ db, adminFor, mailer, links, storefrontUrl: () => 'https://large.example', now })
  const conversations = openConversations({ db, mailer, now })
  const profiles = openProfiles({ db, now, timelineSources: [] })
  const segments = openSegments({ db, adminFor: () => Promise.reject(new Error('asks nobody')), now })
  const draft = {
    name: 'Zurück mit Ringen',
    segmentIds: ['00000000-0000-4000-8000-000000000001'],
    value: { kind: 'percentage', percent: 20 },
    target: { kind: 'product_type', value: 'Ringe', title: 'Ringe' },
    messages: defaultMessages,
    validDays: 30,
  }
  const query = 'number_of_orders >= 2 AND may_email = true'
  const reachable = readCustomerQuery(new URLSearchParams({ mayEmail: '1' }))
  const byRisk = readCustomerQuery(new URLSearchParams({ sort: 'risk desc', expected: '50000' }))
  const byNextOrder = readCustomerQuery(new URLSearchParams({ sort: 'next-order asc', group: 'LOYAL' }))
  return {
    home: () =>
      Promise.all([
        profiles.overview(shop),
        conversations.openCount(shop),
        segments.suggestions(shop),
        campaigns.drafts(shop),
      ]),
    segments: () => segments.list(shop),
    liveCount: () => segments.count(shop, { query }),
    campaigns: () => campaigns.list(shop),
    preview: () => campaigns.preview(shop, draft),
    customers: () => profiles.list(shop, reachable),
    customersByRisk: () => profiles.list(shop, byRisk),
    customersByNextOrder: () => profiles.list(shop, byNextOrder),
    inbox: () => conversations.list(shop, { status: 'all', cursor: null }),
  }
}

/** Each page once a round, ours and by hand one after the other, so that both find the same machine. */
async function inTurns(pages: [string, () => Promise<unknown>][], byHand: (page: string) => Promise<void>) {
  const times = { ours: new Map<string, number[]>(), baseline: new Map<string, number[]>() }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [page, read] of pages) {
      const taken = times.ours.get(page) ?? []
      times.ours.set(page, [...taken, await millisecondsOf(read)])
      times.baseline.set(page, [...(times.baseline.get(page) ?? []), await millisecondsOf(() => byHand(page))])
    }
  }
  const medians = (of: Map<string, number[]>) =>
    Object.fromEntries([...of].map(([page, taken]) => [page, median(taken)]))
  return { ours: medians(times.ours), baseline: medians(times.baseline) }
}

async function millisecondsOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

async function runAll(client: pg.Client, statements: string[]): Promise<void> {
  for (const statement of statements) await client.query(statement)
}

function median(times: number[]): number {
  return Math.round(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0)
}
