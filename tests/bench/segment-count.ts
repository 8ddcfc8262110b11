import pg from 'pg'
import type { Shop, ShopId } from '../../app/kernel/index.ts'
import { openDatabase, type Database } from '../../app/platform/index.server.ts'
import { parseSegmentQuery } from '../../app/segments/index.ts'
import { countMembers } from '../../app/segments/index.server.ts'
import type { Benchmark } from '../../scripts/bench.ts'
import { migrate } from '../../scripts/migrate.ts'
import { ensureDatabase, startPostgres } from '../../scripts/postgres.ts'
import { contests, type Contest } from '../support/bench/segment-queries.ts'
import { fillSegmentShop } from '../support/bench/segment-shop.ts'

const ROUNDS = 9
const NOW = new Date('2026-11-24T12:00:00Z')
const shop: Shop = {
  ...{ id: 1 as ShopId, domain: 'one.myshopify.com', name: 'One', email: null },
  ...{ currency: 'EUR', timeZone: 'Europe/Berlin', locale: 'de' },
}

/**
 * Counts ten segments, from one clause to ten, at 100,000 customers (`size` for another number), against the best SQL by
 * hand on the same tables and over the same connection; both must count the same. Medians of nine rounds, in turns. `ratio` is the
 * geometric mean of the ten ratios; ours and baseline are the sums.
 */
export async function measure({ size = 100_000 }: { size?: number } = {}): Promise<Benchmark> {
  const postgres = await startPostgres({ folder: '.data/bench-postgres' })
  const url = await ensureDatabase(postgres, 'segment_count', true)
  await migrate(url)
  const client = new pg.Client(url)
  await client.connect()
  const db = openDatabase(url)
  try {
    await fillSegmentShop(client, size)
    const results: { name: string; count: number; ours: number; byHand: number }[] = []
    for (const contest of contests) results.push(await measureOne(contest, db))
    const ratios = results.map(({ ours, byHand }) => ours / byHand)
    const sum = (pick: (result: (typeof results)[number]) => number) =>
      rounded(results.map(pick).reduce((a, b) => a + b, 0))
    return {
      size: `${String(size)} customers, ten queries`,
      unit: 'ms for all ten, medians',
      ours: sum(({ ours }) => ours),
      baseline: sum(({ byHand }) => byHand),
      ratio: rounded(Math.exp(ratios.reduce((total, ratio) => total + Math.log(ratio), 0) / ratios.length)),
      worstRatio: rounded(Math.max(...ratios)),
      slowest: `${String(Math.max(...results.map(({ ours }) => ours)))} ms`,
      peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
      ...Object.fromEntries(
        results.map(({ name, count, ours, byHand }) => [
          name,
          `${String(ours)} against ${String(byHand)} ms for ${String(count)} customers`,
        ]),
      ),
    }
  } finally {
    await client.end()
    await db.$disconnect()
    await postgres.stop()
  }
}

async function measureOne({ name, query, byHand }: Contest, db: Database) {
  const read = parseSegmentQuery(query)
  if (read.outcome === 'invalid') throw new Error(read.message)
  const times = { ours: [] as number[], byHand: [] as number[] }
  let count = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    const begin = performance.now()
    const counted = await countMembers(db, shop, read.query, NOW)
    const middle = performance.now()
    const rows = await db.$queryRawUnsafe<{ count: bigint }[]>(byHand)
    times.ours.push(middle - begin)
    times.byHand.push(performance.now() - middle)
    if (counted.outcome === 'unanswerable') throw new Error(`${name}: ${counted.name}`)
    count = counted.count
    if (rows[0]?.count !== BigInt(count)) throw new Error(`${name}: ${String(count)} is not ${String(rows[0]?.count)}`)
  }
  return { name, count, ours: median(times.ours), byHand: median(times.byHand) }
}

function median(times: number[]): number {
  return rounded(times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0)
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
