import { to as copyTo } from 'pg-copy-streams'
import type { FieldRow } from '../kernel/index.ts'
import { CopiedRows, ListedRow } from './copied-row.ts'
import { connectionOf } from './copy.server.ts'
import type { Prisma, Transaction } from './database.server.ts'

/**
 * Hands over rows of a query one by one, read by COPY on the transaction's own connection, which is busy until the last
 * row. A row is there until the next one comes.
 * @throws TypeError where the query has a parameter other than numbers and ids, because COPY takes none
 */
export async function eachRow(tx: Transaction, sql: Prisma.Sql, take: (row: FieldRow) => void): Promise<void> {
  const client = await connectionOf(tx)
  const stream = client.query(copyTo(`copy (${withoutParameters(sql)}) to stdout`))
  const rows = new CopiedRows()
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    rows.append(chunk)
    while (rows.next()) take(rows)
  }
}

/** Reads the few rows of a query that is asked often: planned once for a connection, which COPY is not. */
export async function listRows(tx: Transaction, sql: Prisma.Sql): Promise<FieldRow[]> {
  const client = await connectionOf(tx)
  const { rows } = await client.query<(string | null)[]>({
    ...{ text: sql.text, values: sql.values, rowMode: 'array', types: asText },
  })
  return rows.map((fields) => new ListedRow(fields))
}

const asText = { getTypeParser: () => (value: string) => value }

function withoutParameters({ strings, values }: Prisma.Sql): string {
  return strings.reduce((text, part, index) => text + literal(values[index - 1]) + part)
}

function literal(value: unknown): string {
  if (typeof value === 'bigint' || Number.isSafeInteger(value)) return `(${String(value)})` // or `-1::bigint` would be -(1::bigint)
  if (Array.isArray(value) && value.every((one) => typeof one === 'bigint')) return `'{${value.join(',')}}'`
  throw new TypeError('COPY takes no parameters but numbers and ids')
}
