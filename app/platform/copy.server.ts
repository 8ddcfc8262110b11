import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { copyField } from './copy-field.ts'
import type { Transaction } from './database.server.ts'

const connections = new Map<number, Set<pg.PoolClient>>()

/** Lets `copyRows` find this connection again by its backend's process id, as long as it is open. */
export function rememberConnection(client: pg.PoolClient): void {
  const { processID: pid } = client as pg.PoolClient & { processID: number }
  const same = connections.get(pid) ?? new Set()
  connections.set(pid, same.add(client))
  client.once('end', () => {
    same.delete(client)
    if (same.size === 0) connections.delete(pid)
  })
}

/** A column, and what it holds of a row. */
export type CopyColumn<Row> = { name: string; of: (row: Row) => unknown }

/**
 * Writes rows by COPY, inside the transaction. Prisma has no COPY, so it is sent on the transaction's own connection,
 * which is idle while we wait here.
 * @param table a trusted name
 */
export async function copyRows<Row>(
  tx: Transaction,
  table: string,
  columns: readonly CopyColumn<Row>[],
  rows: readonly Row[],
): Promise<void> {
  const client = await connectionOf(tx)
  const names = columns.map(({ name }) => name).join(', ')
  const target = client.query(copyFrom(`copy ${table} (${names}) from stdin`))
  const done = finished(target)
  done.catch(() => undefined)
  for (const chunk of chunksOf(columns, rows)) {
    if (!target.write(chunk)) await Promise.race([once(target, 'drain'), done])
  }
  target.end()
  await done
}

const known = new WeakMap<Transaction, pg.PoolClient>()

async function connectionOf(tx: Transaction): Promise<pg.PoolClient> {
  const found = known.get(tx)
  if (found !== undefined) return found
  const [backend] = await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`
  const [client, ...others] = connections.get(backend?.pid ?? 0) ?? []
  // Behind a pooler that gives each transaction another backend, the process id would name no connection of ours.
  if (client === undefined || others.length > 0) throw new Error('COPY needs a connection of its own to PostgreSQL')
  known.set(tx, client)
  return client
}

const CHUNK = 1 << 16

function* chunksOf<Row>(columns: readonly CopyColumn<Row>[], rows: readonly Row[]): Iterable<Buffer> {
  let text = ''
  for (const row of rows) {
    let separator = ''
    for (const { of } of columns) {
      text += separator + copyField(of(row))
      separator = '\t'
    }
    text += '\n'
    if (text.length < CHUNK) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text !== '') yield Buffer.from(text)
}
