import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, it } from 'vitest'
import { ensureDatabase, startPostgres } from '../../scripts/postgres.ts'

const folder = join(mkdtempSync(join(tmpdir(), 'postgres-')), 'cluster')
afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

describe('the embedded PostgreSQL', () => {
  it('starts again where a killed one left its lock, with what was committed', async () => {
    const first = await startPostgres({ folder })
    const url = await ensureDatabase(first, 'kept')
    await ask(url, 'create table kept as select 42 as answer')
    process.kill(Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0]), 'SIGKILL')
    const second = await startPostgres({ folder })
    expect(await ask(second.url('kept'), 'select answer from kept')).toEqual([{ answer: 42 }])
    await second.stop()
  })

  it('runs until the last of those who joined it has left', async () => {
    const one = await startPostgres({ folder })
    const other = await startPostgres({ folder })
    expect(other.url('postgres')).toBe(one.url('postgres'))
    await one.stop()
    expect(await ask(other.url('kept'), 'select answer from kept')).toEqual([{ answer: 42 }])
    await other.stop()
    await expect(ask(other.url('kept'), 'select 1')).rejects.toThrow()
  })

  it('empties a database only where it is told to begin anew', async () => {
    const server = await startPostgres({ folder })
    await ensureDatabase(server, 'kept')
    expect(await ask(server.url('kept'), 'select answer from kept')).toHaveLength(1)
    await ensureDatabase(server, 'kept', true)
    await expect(ask(server.url('kept'), 'select answer from kept')).rejects.toThrow('does not exist')
    await server.stop()
  })
})

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}
