import { copyRows, Prisma, type Transaction } from '../platform/index.server.ts'
import type { Shape } from './shapes.ts'

/** From this many on, rows are copied. For fewer, one JSON text in the statement costs less. */
export const MANY = 200

/**
 * Records as a relation `r` that any statement can read from: a JSON text for few of them, for many a temporary table,
 * filled by COPY. So a statement is written once and holds for a webhook and for an import. It holds until the next
 * relation of that shape.
 */
export async function relation(tx: Transaction, shape: Shape, records: readonly object[]): Promise<Prisma.Sql> {
  return records.length < MANY ? recordset(shape, records) : staged(tx, shape, records)
}

/** Copies records into a table straight away: only for rows that cannot be there yet. */
export async function copyRecords(
  tx: Transaction,
  table: string,
  { columns }: Shape,
  records: readonly object[],
  shopId?: number,
): Promise<void> {
  const own = columns.map(({ name, key, type }) => ({ name, of: type === 'jsonb' ? jsonOf(key) : valueOf(key) }))
  await copyRows(tx, table, shopId === undefined ? own : [{ name: 'shop_id', of: () => shopId }, ...own], records)
}

function valueOf(key: string) {
  return (record: object) => (record as Keyed)[key]
}

function jsonOf(key: string) {
  return (record: object) => {
    const value = (record as Keyed)[key]
    return value === null ? null : JSON.stringify(value)
  }
}

function typesOf({ columns }: Shape): Prisma.Sql {
  return Prisma.raw(columns.map(({ name, type }) => `${name} ${type}`).join(', '))
}

function recordset(shape: Shape, records: readonly object[]): Prisma.Sql {
  const rows = records.map((record) =>
    Object.fromEntries(shape.columns.map(({ name, key }) => [name, plain((record as Keyed)[key])])),
  )
  return Prisma.sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (${typesOf(shape)})`
}

type Keyed = Record<string, unknown>

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value
}

async function staged(tx: Transaction, shape: Shape, records: readonly object[]): Promise<Prisma.Sql> {
  const table = Prisma.raw(`staged_${shape.name}`)
  await tx.$executeRaw`create temp table if not exists ${table} (${typesOf(shape)}) on commit delete rows`
  await tx.$executeRaw`create index if not exists ${Prisma.raw(`staged_${shape.name}_key`)} on ${table} (${Prisma.raw(shape.columns[0]?.name ?? '')})`
  await tx.$executeRaw`truncate ${table}`
  await copyRecords(tx, table.sql, shape, records)
  return Prisma.sql`${table} as r`
}
