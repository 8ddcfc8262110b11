import pg from 'pg'
import type { CustomerId, ShopId } from '../../app/kernel/index.ts'
import { openDatabase } from '../../app/platform/index.server.ts'
import { openProfiles } from '../../app/profiles/index.server.ts'
import type { Benchmark } from '../../scripts/bench.ts'
import { migrate } from '../../scripts/migrate.ts'
import { ensureDatabase, startPostgres } from '../../scripts/postgres.ts'
import { CUSTOMERS, fillBuyingShop, ORDERS } from '../support/bench/buying-shop.ts'
import { median } from '../support/bench/server-process.ts'

const ROUNDS = 3
const SINGLES = 50

/**
 * Every profile of a shop with preferences of all kinds, from nothing, and again as in a night when little has changed,
 * against one GROUP BY by hand over the same orders and lines; then single customers in the same shop. Medians, in turns.
 */
export async function measure({ size = ORDERS }: { size?: number }): Promise<Benchmark> {
  const postgres = await startPostgres({ folder: '.data/bench-postgres' })
  const url = await ensureDatabase(postgres, `profile_refresh_${String(size)}`)
  await migrate(url)
  const client = new pg.Client(url)
  await client.connect()
  const db = openDatabase(url, 4)
  const profiles = openProfiles({ db, now: () => new Date(), timelineSources: [] })
  const customers = Math.round((size * CUSTOMERS) / ORDERS)
  try {
    const { rowCount } = await client.query('select 1 from shop_order limit 1')
    if (rowCount === 0) await fillBuyingShop(client, customers, size)
    await client.query(`set work_mem = '128MB'`)
    const [first, again, byHand]: number[][] = [[], [], []]
    for (let round = 0; round < ROUNDS; round += 1) {
      await client.query('truncate profile, preference, habit, rfm_threshold')
      byHand?.push(await secondsOf(() => client.query(`create temp table by_hand_${String(round)} as ${BY_HAND}`)))
      first?.push(await secondsOf(() => profiles.refreshAll({ shopId: 1 as ShopId })))
      again?.push(await secondsOf(() => profiles.refreshAll({ shopId: 1 as ShopId })))
    }
    await holdEqual(client)
    const ours = median(first ?? [])
    const baseline = median(byHand ?? [])
    const one = await singles(client, (id) =>
      profiles.refresh({ kind: 'customers-changed', shopId: 1 as ShopId, customerIds: [id] }),
    )
    return {
      size: `${String(customers)} customers, ${String(size)} orders, ${String(size * 2.5)} lines`,
      unit: 'seconds for all profiles from nothing',
      ours: round2(ours),
      baseline: round2(baseline),
      ratio: round2(ours / baseline),
      peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
      again: round2(median(again ?? [])),
      ratioAgain: round2(median(again ?? []) / baseline),
      oneCustomerMs: round2(median(one)),
    }
  } finally {
    await client.end()
    await db.$disconnect()
    await postgres.stop()
  }
}

async function singles(client: pg.Client, refresh: (id: CustomerId) => Promise<unknown>): Promise<number[]> {
  const { rows } = await client.query<{ id: string }>(
    'select id from customer where id % 997 = 0 order by id limit $1',
    [SINGLES],
  )
  const times: number[] = []
  for (const { id } of rows) times.push((await secondsOf(() => refresh(BigInt(id) as CustomerId))) * 1000)
  return times
}

/** Both sides must have found the same orders, money and times, or their times say nothing. */
async function holdEqual(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ different: number }>(`
    select count(*)::int as different from by_hand_0 h full join (select * from profile where orders > 0) p using (customer_id)
     where (h.orders, h.spent, h.first_at, h.last_at) is distinct from
       (p.orders::bigint, p.spent_minor::numeric, p.first_order_at, p.last_order_at)`)
  if (rows[0]?.different !== 0) throw new Error(`${String(rows[0]?.different)} customers came out differently by hand`)
}

async function secondsOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return (performance.now() - begin) / 1000
}

function round2(figure: number): number {
  return Math.round(figure * 100) / 100
}

// Orders, spend net of refunds, first and last order and the type that most was spent on, as one writes it for a report.
const BY_HAND = `
  with refunded as (select order_id, sum(total_minor) as minor from refund where shop_id = 1 group by 1),
  returned as (
    select order_id, order_line_id, sum(subtotal_minor) as minor from refund_line where shop_id = 1 group by 1, 2
  ),
  liked as (
    select distinct on (customer_id) customer_id, product_type from (
      select o.customer_id, p.product_type,
        sum(l.price_minor * l.quantity - l.discount_minor - coalesce(b.minor, 0)) as spent
      from shop_order o
      join order_line l on l.shop_id = o.shop_id and l.order_id = o.id
      join product p on p.shop_id = l.shop_id and p.id = l.product_id
      left join returned b on b.order_id = l.order_id and b.order_line_id = l.id
      where o.shop_id = 1 and o.cancelled_at is null and o.deleted_at is null and not o.test
      group by 1, 2) bought
    order by customer_id, spent desc)
  select o.customer_id, count(*) as orders, sum(o.total_minor - coalesce(r.minor, 0)) as spent,
    min(o.processed_at) as first_at, max(o.processed_at) as last_at, min(liked.product_type) as preferred_type
  from shop_order o left join liked using (customer_id) left join refunded r on r.order_id = o.id
  where o.shop_id = 1 and o.cancelled_at is null and o.deleted_at is null and not o.test
  group by 1`
