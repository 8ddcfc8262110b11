import { execFileSync, spawn } from 'node:child_process'
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Benchmark } from '../../scripts/bench.ts'
import { migrate } from '../../scripts/migrate.ts'
import { ensureDatabase, startPostgres, type RunningPostgres } from '../../scripts/postgres.ts'
import { exportFiles, type ExportFiles } from '../support/bench/export-files.ts'

const FULL = 1_000_000
const TABLES = ['customer', 'shop_order', 'order_line', 'refund', 'refund_line', 'consent_event', 'completed_checkout']

type Imported = { seconds: { customers: number; orders: number }; cpuSeconds: number; peakRssMiB: number }

/** The import of a shop's whole history by HTTP into PostgreSQL, against COPY of the rows that it ends in. */
export async function measure({ size = FULL }: { size?: number } = {}): Promise<Benchmark> {
  const postgres = await startPostgres({ folder: '.data/bench-postgres' })
  try {
    const tenth = await importInto(postgres, await exportFiles(size / 10))
    // Before and after the baseline, so that a machine which becomes busier or calmer meanwhile favours neither.
    const first = await importInto(postgres, await exportFiles(size))
    const baseline = await copyInto(postgres)
    const second = await importInto(postgres, await exportFiles(size))
    const ours = (total(first) + total(second)) / 2
    return {
      size: `${String(size / 5)} customers, ${String(size)} orders, ${String(size * 2.5)} lines`,
      unit: 'orders a second',
      ours: Math.round(size / ours),
      baseline: Math.round(size / baseline),
      ratio: round(baseline / ours),
      peakRssMiB: Math.max(first.peakRssMiB, second.peakRssMiB),
      oursSeconds: [round(total(first)), round(total(second))],
      oursCpuSeconds: round(second.cpuSeconds),
      baselineSeconds: round(baseline),
      microsecondsPerOrder: { [size / 10]: perOrder(tenth, size / 10), [size]: perOrder(second, size) },
    }
  } finally {
    await postgres.stop()
  }
}

function total({ seconds }: Imported): number {
  return seconds.customers + seconds.orders
}

function perOrder({ seconds }: Imported, orders: number): number {
  return Math.round((seconds.orders / orders) * 1e6)
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}

async function importInto(postgres: RunningPostgres, files: ExportFiles): Promise<Imported> {
  const databaseUrl = await ensureDatabase(postgres, 'history', true)
  await migrate(databaseUrl)
  const importId = randomUUID()
  const client = new pg.Client(databaseUrl)
  await client.connect()
  await client.query(
    `insert into shop (domain, name, currency, time_zone, locale) values ('big.myshopify.com', 'Big', 'EUR', 'Europe/Berlin', 'de')`,
  )
  await client.query('insert into history_import (shop_id, id) values (1, $1)', [importId])
  for (const kind of ['customers', 'orders'])
    await client.query(
      "insert into import_step (shop_id, import_id, kind, position, status) values (1, $1, $2, 0, 'reading')",
      [importId, kind],
    )
  await client.end()
  const server = spawn(process.execPath, ['tests/support/bench/export-server-worker.ts', files.folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const port = await firstLine(server.stdout)
    const shop = {
      id: 1,
      domain: 'big.myshopify.com',
      name: 'Big',
      email: null,
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      locale: 'de',
    }
    const given = { databaseUrl, origin: `http://127.0.0.1:${port}`, shop, importId, files }
    const args = [
      '--max-semi-space-size=8', // as `npm run worker`
      ...(process.env.BENCH_NODE_ARGS?.split(' ') ?? []),
      'tests/support/bench/import-worker.ts',
      JSON.stringify(given),
    ]
    const out = execFileSync(process.execPath, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
    return JSON.parse(out) as Imported
  } finally {
    server.kill()
  }
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(stream)) return line
  throw new Error('the file server did not start')
}

/** COPY of the rows that the import ended in, from files into the same empty tables with the same indexes. */
async function copyInto(postgres: RunningPostgres): Promise<number> {
  const folder = '.data/bench/history/rows'
  mkdirSync(folder, { recursive: true })
  const source = new pg.Client(postgres.url('history'))
  await source.connect()
  for (const table of TABLES)
    await pipeline(source.query(copyTo(`copy ${table} to stdout`)), createWriteStream(`${folder}/${table}`))
  await source.end()
  const url = await ensureDatabase(postgres, 'history_copied', true)
  await migrate(url)
  const target = new pg.Client(url)
  await target.connect()
  const begin = performance.now()
  for (const table of TABLES) {
    await pipeline(
      createReadStream(`${folder}/${table}`, { highWaterMark: 1 << 16 }),
      target.query(copyFrom(`copy ${table} from stdin`)),
    )
  }
  const seconds = (performance.now() - begin) / 1000
  await target.end()
  return seconds
}
