import pg from 'pg'
import type { Benchmark } from '../../scripts/bench.ts'
import { buildWhereStale } from '../../scripts/build.ts'
import { localEnvironment } from '../../scripts/environment.ts'
import { freePort } from '../../scripts/free-port.ts'
import { migrate } from '../../scripts/migrate.ts'
import { ensureDatabase, startPostgres } from '../../scripts/postgres.ts'
import { dieWithParent, startPart, type Part } from '../../scripts/processes.ts'
import { cpuSeconds, median, peakRssMiB, postmasterOf, quantile } from '../support/bench/server-process.ts'
import {
  orderExample,
  sendAsFastAsPossible,
  sendEvenly,
  signatureOf,
  signedOrder,
  type LoadResult,
  type Signed,
} from '../support/bench/signed-load.ts'

const ROUNDS = 5
const LOAD = { seconds: 6, connections: 50 }

/**
 * The webhook route behind the production server against a bare Node handler that verifies the signature and commits one
 * INSERT: same PostgreSQL (durable), same table, same load, in turns. No worker runs, so what was accepted can be counted.
 */
export async function measure(): Promise<Benchmark> {
  await buildWhereStale()
  const postgres = await startPostgres({ folder: '.data/bench-postgres' })
  const url = await ensureDatabase(postgres, 'bench_webhook_accept', true)
  await migrate(url)
  const database = new pg.Client(url)
  await database.connect()
  const shopId = await givenShop(database)
  const environment = localEnvironment(url, { web: await freePort(), devShop: 9, smtp: 9 })
  const bareEnvironment = { ...environment, SHOP_ID: String(shopId), PORT: String(await freePort()) }
  const ours = start('web', 'app/web.server.ts', { ...environment, NODE_ENV: 'production' })
  const bare = start('bare', 'tests/support/bench/bare-receiver.ts', bareEnvironment)
  try {
    await Promise.all([ours.ready, bare.ready])
    const secret = environment.SHOPIFY_API_SECRET ?? ''
    const next = orders(secret)
    const at = (port: string | undefined) => ({ url: `http://127.0.0.1:${port ?? ''}`, next, ...LOAD })
    const load = { ours: at(environment.PORT), bare: at(bareEnvironment.PORT) }
    const postmaster = await postmasterOf(database)
    const rates = { ours: [] as number[], bare: [] as number[] }
    const cpu = { ours: [] as number[], bare: [] as number[] }
    const measured = async (name: 'ours' | 'bare', server: Part) => {
      await empty(database)
      const used = () => cpuSeconds(server.process.pid ?? 0) + cpuSeconds(postmaster)
      const before = used()
      const result = await sendAsFastAsPossible(load[name])
      rates[name].push(result.perSecond)
      cpu[name].push(((used() - before) / result.accepted.size) * 1e6)
      return result
    }
    let lost = 0
    let refused = 0
    const count = async (result: LoadResult) => {
      lost += await lostOf(database, result.accepted)
      refused += result.refused
    }
    await sendAsFastAsPossible(load.ours)
    await sendAsFastAsPossible(load.bare)
    for (let round = 0; round < ROUNDS; round += 1) {
      await count(await measured('ours', ours))
      await measured('bare', bare)
    }
    await empty(database)
    const half = await sendEvenly({ ...load.ours, rate: Math.round(median(rates.ours) / 2) })
    await count(half)
    const max = { ours: median(rates.ours), bare: median(rates.bare) }
    return {
      size: `${String(ROUNDS)} x ${String(LOAD.seconds)} s, ${String(LOAD.connections)} connections, bodies of 10.7 KB`,
      unit: 'accepted deliveries a second',
      ours: Math.round(max.ours),
      baseline: Math.round(max.bare),
      ratio: round(max.ours / max.bare),
      peakRssMiB: peakRssMiB(ours),
      oursSpread: spread(rates.ours),
      baselineSpread: spread(rates.bare),
      halfRate: Math.round(half.perSecond),
      p50AtHalfRateMs: round(median(half.latencies)),
      p99AtHalfRateMs: round(quantile(half.latencies, 0.99)),
      cpuMicrosADelivery: Math.round(median(cpu.ours)),
      baselineCpuMicrosADelivery: Math.round(median(cpu.bare)),
      refused,
      lost,
    }
  } finally {
    await Promise.all([ours.stop(), bare.stop(), database.end()])
    await postgres.stop()
  }
}

/** Different orders, signed beforehand, so that the sender costs little; each time as a new event. */
function orders(secret: string): () => Signed {
  const known = Array.from({ length: 400 }, (_, index) => {
    const id = 820_982_911_946_000 + index
    const body = orderExample({ id, admin_graphql_api_id: `gid://shopify/Order/${String(id)}` })
    return { secret, body, signature: signatureOf(secret, body) }
  })
  let sent = 0
  return () => signedOrder(known[sent++ % known.length] ?? { secret, body: Buffer.of() })
}

function start(name: string, file: string, environment: Record<string, string>): Part {
  return startPart({ name, command: process.execPath, args: [dieWithParent, file], environment })
}

async function givenShop(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ id: number }>(
    `insert into shop (domain, name, currency, time_zone, locale)
     values ('handelblitz.myshopify.com', 'HandelBlitz', 'EUR', 'Europe/Berlin', 'de') returning id`,
  )
  return rows[0]?.id ?? 0
}

async function empty(database: pg.Client): Promise<void> {
  await database.query('truncate delivery, graphile_worker._private_jobs')
  await database.query('checkpoint')
}

/** How many of the accepted events have not exactly one row with exactly one job. */
async function lostOf(database: pg.Client, accepted: Set<string>): Promise<number> {
  const { rows } = await database.query<{ eventId: string }>(
    `select d.event_id as "eventId" from delivery d
       join graphile_worker._private_jobs j on j.payload->>'deliveryId' = '#' || d.id
      group by d.event_id having count(*) = 1 and count(distinct d.id) = 1`,
  )
  const kept = new Set(rows.map(({ eventId }) => eventId))
  return [...accepted].filter((eventId) => !kept.has(eventId)).length
}

function round(ratio: number): number {
  return Math.round(ratio * 100) / 100
}

function spread(rates: number[]): string {
  return `${String(Math.round(Math.min(...rates)))} to ${String(Math.round(Math.max(...rates)))}`
}
