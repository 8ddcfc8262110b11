import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { connectionOfBackend } from './connections.server.ts'
import { copyField, isPlain } from './copy-field.ts'
import type { Transaction } from './database.server.ts'

/** A column, and what it holds of a row; a text may come as its bytes in UTF-8. */
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

/** The connection on which a transaction runs. */
export async function connectionOf(tx: Transaction): Promise<pg.PoolClient> {
  const found = known.get(tx)
  if (found !== undefined) return found
  const [backend] = await tx.$queryRaw<{ pid: number }[]>`select pg_backend_pid() as pid`
  const client = connectionOfBackend(backend?.pid ?? 0)
  known.set(tx, client)
  return client
}

const CHUNK = 1 << 16

function* chunksOf<Row>(columns: readonly CopyColumn<Row>[], rows: readonly Row[]): Iterable<Buffer> {
  let pieces: Uint8Array[] = []
  let [text, size] = ['', 0]
  for (const row of rows) {
    let separator = ''
    for (const { of } of columns) {
      const value = of(row)
      if (value instanceof Uint8Array && isPlain(value)) {
        pieces.push(Buffer.from(text + separator), value)
        size += value.length
        text = ''
      } else text += separator + copyField(value)
      separator = '\t'
    }
    text += '\n'
    if (size + text.length < CHUNK) continue
    yield Buffer.concat([...pieces, Buffer.from(text)])
    pieces = []
    text = ''
    size = 0
  }
  if (size + text.length > 0) yield Buffer.concat([...pieces, Buffer.from(text)])
}
