import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../scripts/migrate.ts'
import { startPostgres } from '../../scripts/postgres.ts'
import { packagedChromium } from './browser.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the server's maintenance database. */
    serverUrl: string
    /** Name of the migrated database that each test file clones. */
    template: string
    /** Process id of the run, which names its clones. */
    run: number
  }
}

/** One PostgreSQL for the whole run, with one migrated template in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.DATABASE_URL
  const postgres = given === undefined ? await startPostgres({ folder: '.data/test-postgres', volatile: true }) : null
  const serverUrl = given ?? postgres?.url('postgres') ?? ''
  const template = `template_${fingerprint()}`
  await prepareTemplate(serverUrl, template)
  // Unpacked once here, or two test files would write the same file at once.
  if (process.env.CHROMIUM_PATH === undefined) await packagedChromium()
  project.provide('serverUrl', serverUrl)
  project.provide('template', template)
  project.provide('run', process.pid)
  return async () => {
    await dropClones(serverUrl)
    await postgres?.stop()
  }
}

async function prepareTemplate(serverUrl: string, template: string): Promise<void> {
  await dropClones(serverUrl)
  const found = await query(serverUrl, 'select 1 from pg_database where datname = $1', [template])
  if (found.length > 0) return
  const unfinished = `${template}_unfinished`
  await query(serverUrl, `drop database if exists ${unfinished} with (force)`)
  await query(serverUrl, `create database ${unfinished}`)
  await migrate(withDatabase(serverUrl, unfinished))
  await query(serverUrl, `alter database ${unfinished} rename to ${template}`)
}

/** Drops what this run and runs that have died left behind; another run of this machine may be under way. */
async function dropClones(serverUrl: string): Promise<void> {
  for (const name of await clones(serverUrl)) {
    if (!belongsToOtherRun(name)) await query(serverUrl, `drop database if exists ${name} with (force)`)
  }
}

async function clones(serverUrl: string): Promise<string[]> {
  const rows = await query(serverUrl, `select datname from pg_database where datname like 'clone\\_%'`)
  return rows.map(({ datname }) => String(datname))
}

/** clone_<process id of the run>_<random> */
function belongsToOtherRun(clone: string): boolean {
  const owner = Number(clone.split('_')[1])
  if (owner === process.pid) return false
  try {
    return process.kill(owner, 0)
  } catch {
    return false
  }
}

function fingerprint(): string {
  const hash = createHash('sha256')
  for (const file of readdirSync('prisma/migrations', { recursive: true, encoding: 'utf8' }).sort()) {
    if (file.endsWith('.sql')) hash.update(readFileSync(`prisma/migrations/${file}`))
  }
  return hash.digest('hex').slice(0, 12)
}

function withDatabase(serverUrl: string, database: string): string {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  return url.href
}

async function query(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql, values)).rows
  } finally {
    await client.end()
  }
}
