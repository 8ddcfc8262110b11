import pg from 'pg'
import { freeze } from '../../app/campaigns/freeze.server.ts'
import { defaultMessages } from '../../app/campaigns/index.ts'
import type { Campaign } from '../../app/campaigns/index.ts'
import type { CampaignId, SegmentId, Shop, ShopId } from '../../app/kernel/index.ts'
import { openDatabase, type Database } from '../../app/platform/index.server.ts'
import type { Benchmark } from '../../scripts/bench.ts'
import { migrate } from '../../scripts/migrate.ts'
import { ensureDatabase, startPostgres } from '../../scripts/postgres.ts'
import { fillSegmentShop } from '../support/bench/segment-shop.ts'

const NOW = new Date('2026-11-24T12:00:00Z')
const shop: Shop = {
  ...{ id: 1 as ShopId, domain: 'one.myshopify.com', name: 'One', email: null },
  ...{ currency: 'EUR', timeZone: 'Europe/Berlin', locale: 'de' },
}

/**
 * Freezes an audience of 500,000 (`size` for another number): two segments in, one out, every reason, a tenth held out by
 * RFM group, in one transaction. The baseline is one INSERT of the same finished rows, read from a table that holds them.
 */
export async function measure({ size = 500_000 }: { size?: number } = {}): Promise<Benchmark> {
  const postgres = await startPostgres({ folder: '.data/bench-postgres' })
  const url = await ensureDatabase(postgres, 'campaign_freeze', true)
  await migrate(url)
  const client = new pg.Client(url)
  await client.connect()
  const db = openDatabase(url)
  try {
    await fillSegmentShop(client, size)
    const campaign = await givenCampaign(db)
    const begin = performance.now()
    const frozen = await db.$transaction((tx) => freeze(tx, shop, campaign, NOW), { timeout: 600_000 })
    const ours = performance.now() - begin
    const reasons = await reasonsOf(client, campaign.id)
    const baseline = await insertFinished(client, campaign.id)
    if (frozen === null) throw new Error('no audience')
    const people = frozen.recipients + frozen.held + frozen.skipped
    return {
      size: `${String(people)} people`,
      unit: 's',
      ours: rounded(ours / 1000),
      baseline: rounded(baseline / 1000),
      ratio: rounded(ours / baseline),
      peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
      ...frozen,
      ...reasons,
    }
  } finally {
    await client.end()
    await db.$disconnect()
    await postgres.stop()
  }
}

async function givenCampaign(db: Database): Promise<Campaign> {
  const [everybody, buyers, spared] = [1, 2, 3].map(
    (n) => `00000000-0000-4000-8000-00000000000${String(n)}` as SegmentId,
  ) as [SegmentId, SegmentId, SegmentId]
  const segment = { shopId: shop.id, query: 'number_of_orders >= 0' }
  await db.segment.createMany({
    data: [
      { ...segment, id: everybody, name: 'Alle' },
      { ...segment, id: buyers, name: 'Käufer', query: 'number_of_orders >= 1' },
      { ...segment, id: spared, name: 'Verschonte', query: "rfm_group = 'CHAMPIONS'" },
    ],
  })
  const id = '00000000-0000-4000-a000-000000000001' as CampaignId
  const draft = {
    ...{ name: 'Alle', segmentIds: [everybody, buyers], exceptIds: [spared], holdoutPercent: 10, plannedAt: null },
    ...{ value: { kind: 'percentage', percent: 20 }, target: { kind: 'product_type', value: 'Ringe', title: 'Ringe' } },
    ...{ messages: defaultMessages, validDays: 30 },
  } as const
  const nothing = {
    problem: null,
    releasedBy: null,
    approvedBy: null,
    releasedAt: null,
    endsAt: null,
    completedAt: null,
  }
  const times = { createdAt: NOW, updatedAt: NOW }
  return { ...draft, ...nothing, ...times, id, seed: 'the same at every run', status: 'draft' } as unknown as Campaign
}

async function reasonsOf(client: pg.Client, id: string): Promise<Record<string, number>> {
  const { rows } = await client.query<{ reason: string; people: number }>(
    `select reason, count(*)::int as people from recipient
      where shop_id = 1 and campaign_id = $1 and reason is not null group by reason order by reason`,
    [id],
  )
  return Object.fromEntries(rows.map(({ reason, people }) => [reason, people]))
}

async function insertFinished(client: pg.Client, id: string): Promise<number> {
  const columns = 'shop_id, campaign_id, customer_id, email, locale, status, reason, arm'
  await client.query(
    `create table finished as select ${columns} from recipient where shop_id = 1 and campaign_id = '${id}'`,
  )
  await client.query(`delete from recipient where shop_id = 1 and campaign_id = '${id}'`)
  await client.query('vacuum analyze recipient')
  const begin = performance.now()
  await client.query(`insert into recipient (${columns}) select ${columns} from finished`)
  return performance.now() - begin
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
