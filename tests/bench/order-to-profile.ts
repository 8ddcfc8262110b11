import pg from 'pg'
import { setTimeout as pause } from 'node:timers/promises'
import type { Benchmark } from '../../scripts/bench.ts'
import { buildWhereStale } from '../../scripts/build.ts'
import { localEnvironment } from '../../scripts/environment.ts'
import { freePort } from '../../scripts/free-port.ts'
import { startPostgres, type RunningPostgres } from '../../scripts/postgres.ts'
import { dieWithParent, startPart, type Part } from '../../scripts/processes.ts'
import { OrderSource } from '../support/bench/order-source.ts'
import { cpuSeconds, median, peakRssMiB, postmasterOf, quantile } from '../support/bench/server-process.ts'
import { shopOfSize } from '../support/bench/shop-of-size.ts'
import { sendEvenly } from '../support/bench/signed-load.ts'

const ROUNDS = 3
const SECONDS = 20
const RATE = 50

/**
 * From the moment an orders/create is due at the web process until PostgreSQL commits the profile that counts it, which is
 * when every segment counts it too, because membership is evaluated live. Web and worker are processes of their own;
 * a shop with 1,000,000 customers against one with 10,000, in turns, on the same durable PostgreSQL.
 */
export async function measure(): Promise<Benchmark> {
  await buildWhereStale()
  const postgres = await startTimekeepingPostgres()
  const large = await openShop(postgres, 1_000_000)
  const small = await openShop(postgres, 10_000)
  try {
    await large.receive(5)
    await small.receive(5)
    for (let round = 0; round < ROUNDS; round += 1) {
      large.delays.push(await large.receive(SECONDS))
      small.delays.push(await small.receive(SECONDS))
    }
    const ours = large.delays.flat()
    const baseline = small.delays.flat()
    return {
      size: `${String(RATE)} orders a second, ${String(ROUNDS)} x ${String(SECONDS)} s, 1,000,000 against 10,000 customers`,
      unit: 'ms from due to committed profile, median',
      ours: round(median(ours)),
      baseline: round(median(baseline)),
      ratio: round(median(ours) / median(baseline)),
      peakRssMiB: peakRssMiB(large.worker),
      p99: round(quantile(ours, 0.99)),
      baselineP99: round(quantile(baseline, 0.99)),
      ratioP99: round(quantile(ours, 0.99) / quantile(baseline, 0.99)),
      mediansOfRounds: large.delays.map((delays) => round(median(delays))).join(' '),
      baselineMediansOfRounds: small.delays.map((delays) => round(median(delays))).join(' '),
      orders: ours.length,
      cpuMsAnOrder: large.cpu(),
      baselineCpuMsAnOrder: small.cpu(),
      webPeakRssMiB: peakRssMiB(large.web),
    }
  } finally {
    await Promise.all([large.close(), small.close()])
    await postgres.stop()
  }
}

/** PostgreSQL tells when a row was committed only if it keeps the time of each commit, which needs a restart. */
async function startTimekeepingPostgres(): Promise<RunningPostgres> {
  const folder = '.data/bench-postgres'
  const postgres = await startPostgres({ folder })
  const client = new pg.Client(postgres.url('postgres'))
  await client.connect()
  const { rows } = await client.query<{ track_commit_timestamp: string }>('show track_commit_timestamp')
  const keeps = rows[0]?.track_commit_timestamp === 'on'
  if (!keeps) await client.query('alter system set track_commit_timestamp = on')
  await client.end()
  if (keeps) return postgres
  await postgres.stop()
  return startPostgres({ folder })
}

type BenchShop = {
  web: Part
  worker: Part
  delays: number[][]
  /** Sends orders for so many seconds, waits until all are in profiles, and returns the delay of each in ms. */
  receive(seconds: number): Promise<number[]>
  /** Milliseconds of CPU an order: web + worker + PostgreSQL. */
  cpu(): string
  close(): Promise<void>
}

async function openShop(postgres: RunningPostgres, customers: number): Promise<BenchShop> {
  const url = await shopOfSize(postgres, customers)
  const database = new pg.Client(url)
  await database.connect()
  const environment: Record<string, string> = {
    ...localEnvironment(url, { web: await freePort(), devShop: 9, smtp: 9 }),
    NODE_ENV: 'production',
  }
  const start = (name: string, file: string): Part =>
    startPart({ name, command: process.execPath, args: [dieWithParent, file], environment })
  const web = start('web', 'app/web.server.ts')
  const worker = start('worker', 'app/worker.server.ts')
  await Promise.all([web.ready, worker.ready])
  const postmaster = await postmasterOf(database)
  const parts = [web.process.pid ?? 0, worker.process.pid ?? 0, postmaster]
  const used: number[] = []
  let orders = 0
  const source = new OrderSource(environment.SHOPIFY_API_SECRET ?? '', customers, await lastOrderId(database))
  return {
    web,
    worker,
    delays: [],
    async receive(seconds) {
      const appUrl = environment.SHOPIFY_APP_URL ?? ''
      const before = cpuOf(parts)
      const { dueAt } = await sendEvenly({
        url: appUrl,
        seconds,
        connections: 20,
        rate: RATE,
        next: () => source.next(),
      })
      await untilIdle(database)
      cpuOf(parts).forEach((seconds, index) => (used[index] = (used[index] ?? 0) + seconds - (before[index] ?? 0)))
      orders += dueAt.size
      return delaysOf(database, source, dueAt)
    },
    cpu: () => used.map((seconds) => round((seconds / orders) * 1000)).join(' + '),
    async close() {
      await Promise.all([web.stop(), worker.stop(), database.end()])
    },
  }
}

function cpuOf(parts: number[]): number[] {
  return parts.map(cpuSeconds)
}

async function lastOrderId(database: pg.Client): Promise<number> {
  const { rows } = await database.query<{ id: string }>('select max(id) as id from shop_order')
  return Number(rows[0]?.id)
}

async function untilIdle(database: pg.Client): Promise<void> {
  for (;;) {
    const { rowCount } = await database.query('select 1 from graphile_worker._private_jobs limit 1')
    if (rowCount === 0) return
    await pause(100)
  }
}

/** @throws where an order is missing, or its buyer's profile does not count all his orders */
async function delaysOf(database: pg.Client, source: OrderSource, dueAt: Map<string, number>): Promise<number[]> {
  const { rows } = await database.query<{ id: string; committedAt: number; counts: boolean }>(
    `select o.id, extract(epoch from pg_xact_commit_timestamp(p.xmin))::float8 * 1000 as "committedAt",
            p.orders = (select count(*) from shop_order all_of_his where all_of_his.shop_id = o.shop_id
                           and all_of_his.customer_id = o.customer_id) as counts
       from shop_order o join profile p on p.shop_id = o.shop_id and p.customer_id = o.customer_id
      where o.id = any($1::bigint[]) and not o.test and o.cancelled_at is null`,
    [[...dueAt.keys()].map((eventId) => source.orderOf(eventId))],
  )
  const committed = new Map(rows.filter(({ counts }) => counts).map(({ id, committedAt }) => [id, committedAt]))
  return [...dueAt].map(([eventId, due]) => {
    const at = committed.get(String(source.orderOf(eventId)))
    if (at === undefined) throw new Error(`order ${String(source.orderOf(eventId))} is in no profile`)
    return at - due
  })
}

function round(figure: number): number {
  return Math.round(figure * 100) / 100
}
