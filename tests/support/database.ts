import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { openDatabase, type Database } from '../../app/platform/database.server.ts'

export type TestDatabase = { db: Database; url: string }

/** A fresh, migrated PostgreSQL database of its own; closed after the file's last test. Call it in a test file or beforeAll. */
export async function testDatabase(): Promise<TestDatabase> {
  const serverUrl = inject('serverUrl')
  const name = `clone_${String(inject('run'))}_${randomBytes(6).toString('hex')}`
  const server = new pg.Client(serverUrl)
  await server.connect()
  // Cloning needs the template to itself for a moment, so test files take turns.
  await server.query('select pg_advisory_lock(724001)')
  await server.query(`create database ${name} template ${inject('template')}`)
  await server.end()
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const db = openDatabase(url.href, 5)
  afterAll(() => db.$disconnect())
  return { db, url: url.href }
}
