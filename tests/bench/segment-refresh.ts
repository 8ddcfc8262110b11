import pg from 'pg'
import type { CustomerId, FactOf, OrderId, ShopId } from '../../app/kernel/index.ts'
import { openDatabase, type Database } from '../../app/platform/index.server.ts'
import { openSegments } from '../../app/segments/index.server.ts'
import type { Benchmark } from '../../scripts/bench.ts'
import { migrate } from '../../scripts/migrate.ts'
import { ensureDatabase, startPostgres, type RunningPostgres } from '../../scripts/postgres.ts'
import { manySegments } from '../support/bench/many-segments.ts'
import { fillSegmentShop } from '../support/bench/segment-shop.ts'
import { median, quantile } from '../support/bench/server-process.ts'

const SEGMENTS = 200
const ROUNDS = 20
const ORDERS_A_ROUND = 10
const NOW = new Date('2026-11-24T12:00:00Z')
const shopId = 1 as ShopId

/**
 * From the committed profile of whoever placed an order until it is committed to which of 200 segments she belongs, in a
 * shop of 100,000 customers (`size` for another number) against one a hundred times smaller, in turns on one durable
 * PostgreSQL. Each order makes its customer enter or leave some segments. `ratio` is that of the medians.
 */
export async function measure({ size = 100_000 }: { size?: number } = {}): Promise<Benchmark> {
  const postgres = await startPostgres({ folder: '.data/bench-postgres' })
  const [large, small] = [await openShop(postgres, size), await openShop(postgres, Math.round(size / 100))]
  try {
    await large.order(5 * ORDERS_A_ROUND)
    await small.order(5 * ORDERS_A_ROUND)
    const times = { large: [] as number[], small: [] as number[] }
    for (let round = 0; round < ROUNDS; round += 1) {
      times.large.push(...(await large.order(ORDERS_A_ROUND)))
      times.small.push(...(await small.order(ORDERS_A_ROUND)))
    }
    return {
      size: `${String(SEGMENTS)} segments, ${String(size)} against ${String(Math.round(size / 100))} customers, ${String(times.large.length)} orders`,
      unit: 'ms from profile to memberships, median',
      ours: rounded(median(times.large)),
      baseline: rounded(median(times.small)),
      ratio: rounded(median(times.large) / median(times.small)),
      p95: rounded(quantile(times.large, 0.95)),
      baselineP95: rounded(quantile(times.small, 0.95)),
      first: `${String(large.first)} against ${String(small.first)} ms`,
      wholeShop: `${String(large.whole)} against ${String(small.whole)} ms`,
      wholeShopAgain: `${String(large.again)} against ${String(small.again)} ms`,
      members: `${String(large.members)} against ${String(small.members)}`,
      changes: await large.changes(),
      peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    }
  } finally {
    await large.close()
    await small.close()
    await postgres.stop()
  }
}

async function openShop(postgres: RunningPostgres, customers: number) {
  const url = await ensureDatabase(postgres, `segment_refresh_${String(customers)}`, true)
  await migrate(url)
  const client = new pg.Client(url)
  await client.connect()
  const db = openDatabase(url)
  await fillSegmentShop(client, customers)
  await db.segment.createMany({
    data: manySegments(SEGMENTS).map((segment) => ({ shopId, id: crypto.randomUUID(), ...segment })),
  })
  const { membership } = openSegments({ db, adminFor: () => Promise.reject(new Error('asks nobody')), now: () => NOW })
  const evaluate = () => timed(() => membership.evaluate({ kind: 'segments-due', shopId, cause: 'import' }))
  const whole = rounded(await evaluate())
  await client.query('vacuum analyze')
  const again = rounded(await evaluate())
  const members = await db.segmentMember.count({ where: { shopId } })
  let [placed, first] = [0, 0]
  const order = async (count: number): Promise<number[]> => {
    const times: number[] = []
    for (let one = 0; one < count; one += 1) {
      placed += 1
      const customerId = BigInt(1 + ((placed * 7919) % customers)) as CustomerId
      const orderId = await placeOrder(db, customerId, placed)
      const fact: FactOf<'customers-changed'> = {
        ...{ kind: 'customers-changed', shopId, customerIds: [customerId] },
        cause: { kind: 'order', orderId },
      }
      times.push(await timed(() => membership.follow(fact, 'theirs')))
      if (placed === 1) first = rounded(times[0] ?? 0)
    }
    return times
  }
  return {
    ...{ order, whole, again, members },
    get first() {
      return first
    },
    changes: () => db.segmentChange.count({ where: { shopId } }),
    async close() {
      await client.end()
      await db.$disconnect()
    },
  }
}

/** Writes an order of today with one line, and its customer's profile. */
async function placeOrder(db: Database, customerId: CustomerId, place: number): Promise<OrderId> {
  const id = BigInt(9_000_000_000 + place) as OrderId
  await db.$executeRaw`
    with placed as (
      insert into shop_order (shop_id, id, name, customer_id, created_at, processed_at, updated_at, test, currency,
        subtotal_minor, discount_minor, total_minor, discount_codes)
      values (${shopId}, ${id}, '#new', ${customerId}, ${NOW}, ${NOW}, ${NOW}, false, 'EUR', 5000, 0, 5000, '{}')
    ), bought as (
      insert into order_line (shop_id, order_id, id, product_id, title, quantity, price_minor, discount_minor)
      values (${shopId}, ${id}, 1, ${1 + (place % 500)}, 'x', 2, 2500, 0)
    )
    update profile set orders = orders + 1, spent_minor = spent_minor + 5000, last_order_at = ${NOW},
      first_order_at = coalesce(first_order_at, ${NOW}), refreshed_at = ${NOW}
     where shop_id = ${shopId} and customer_id = ${customerId}`
  return id
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
