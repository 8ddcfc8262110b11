import pg from 'pg'
import { openAutomations } from '../../app/automations/index.server.ts'
import type { CustomerId, ShopId } from '../../app/kernel/index.ts'
import { migrateJobs, openDatabase, type AdminApi } from '../../app/platform/index.server.ts'
import type { Benchmark } from '../../scripts/bench.ts'
import { migrate } from '../../scripts/migrate.ts'
import { ensureDatabase, startPostgres } from '../../scripts/postgres.ts'
import { fillAutomations } from '../support/bench/automation-shop.ts'
import { fillSegmentShop } from '../support/bench/segment-shop.ts'

const WANTED = 1_000
const SECONDS = 20
const TICK_MS = 100
const SHOP = 1 as ShopId

/**
 * A thousand facts a second for twenty seconds, in a shop of 100,000 customers (`size` for another number) with 50 live
 * automations of different triggers and conditions: each fact is a customer whose order has just been paid. Ours is how
 * many facts a second are evaluated, the baseline how many arrive; ratio 1 keeps up. `lag` is how old the oldest fact is
 * that has not been looked at; `atRest` is how many a second are evaluated from a backlog.
 */
export async function measure({ size = 100_000 }: { size?: number } = {}): Promise<Benchmark> {
  const postgres = await startPostgres({ folder: '.data/bench-postgres' })
  const url = await ensureDatabase(postgres, 'automation_react', true)
  await migrate(url)
  await migrateJobs(url)
  const client = new pg.Client(url)
  await client.connect()
  const db = openDatabase(url)
  try {
    await fillSegmentShop(client, size)
    await fillAutomations(client, SHOP)
    const automations = openAutomations({
      db,
      adminFor: () => Promise.reject<AdminApi>(new Error('nobody asks Shopify')),
      storefrontUrl: () => 'https://shop.example',
      now: () => new Date(),
    })
    const begin = () => automations.begin({ kind: 'automation-signalled', shopId: SHOP })
    let next = 1
    const tell = async (facts: number) => {
      const customerIds = Array.from({ length: facts }, () => BigInt((next++ % size) + 1) as CustomerId)
      await pay(client, customerIds)
      await automations.peopleChanged({ kind: 'customers-changed', shopId: SHOP, customerIds })
    }
    await tell(WANTED)
    await begin()

    const lags: number[] = []
    const telling = { goesOn: true }
    const looking = (async () => {
      while (telling.goesOn) {
        lags.push(await oldest(client))
        await begin()
      }
    })()
    const started = performance.now()
    for (let tick = 1; tick <= (SECONDS * 1000) / TICK_MS; tick += 1) {
      await tell((WANTED * TICK_MS) / 1000)
      await until(started + tick * TICK_MS)
    }
    const told = performance.now()
    const left = await count(client, 'automation_signal')
    telling.goesOn = false
    await looking
    await begin()
    const caughtUp = performance.now()
    const facts = WANTED * SECONDS
    const arrived = facts / ((told - started) / 1000)

    for (let tick = 0; tick < 10; tick += 1) await tell(WANTED)
    const before = performance.now()
    await begin()
    const atRest = (10 * WANTED) / ((performance.now() - before) / 1000)
    const ours = Math.min(arrived, facts / ((caughtUp - started) / 1000))
    return {
      size: `${String(size)} customers, 50 live automations, ${String(facts)} facts`,
      unit: 'facts a second',
      ours: Math.round(ours),
      baseline: Math.round(arrived),
      ratio: Math.round((ours / arrived) * 1000) / 1000,
      arrived: `${String(Math.round(arrived))} a second of ${String(WANTED)} wanted`,
      leftAtTheEnd: left,
      lag: `${String(Math.round(percentile(lags, 0.5)))} ms median, ${String(Math.round(percentile(lags, 0.95)))} ms p95`,
      atRest: `${String(Math.round(atRest))} a second`,
      runs: await count(client, 'automation_run'),
      peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    }
  } finally {
    await client.end()
    await db.$disconnect()
    await postgres.stop()
  }
}

/** Their orders, as the ledger writes them. */
async function pay(client: pg.Client, customerIds: CustomerId[]): Promise<void> {
  await client.query(
    `insert into shop_order (shop_id, id, name, customer_id, created_at, processed_at, updated_at, test, currency,
       subtotal_minor, discount_minor, total_minor, discount_codes, financial_status)
     select 1, nextval('paid_order'), '#', id, now(), now(), now(), false, 'EUR', 5000, 0, 5000, '{}', 'paid'
       from unnest($1::bigint[]) id`,
    [customerIds.map(String)],
  )
}

async function oldest(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ age: number }>(
    `select coalesce(extract(epoch from clock_timestamp() - min(happened_at)) * 1000, 0)::float8 as age from automation_signal`,
  )
  return rows[0]?.age ?? 0
}

async function count(client: pg.Client, table: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)
  return rows[0]?.n ?? 0
}

function percentile(values: number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
}

async function until(moment: number): Promise<void> {
  const pause = moment - performance.now()
  if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause))
}
