import type { SQLInputValue } from 'node:sqlite'
import type { DevShop } from '../shop.ts'
import { all } from '../state/query.ts'

export type KeysetQuery = {
  /** select … from …, without where */
  select: string
  /** Columns that order the rows uniquely, shown in descending order. */
  key: readonly string[]
  where?: string
  parameters?: SQLInputValue[]
}

export type Page<Row> = { rows: Row[]; previous: string | null; next: string | null }

const PAGE_SIZE = 50

/**
 * One page of a list, found by its place in the index and not by counting.
 * @param place {after} or {before} as `next` and `previous` of another page gave them
 */
export function keysetPage<Row extends object>(
  shop: DevShop,
  query: KeysetQuery,
  place: { after?: string | undefined; before?: string | undefined },
): Page<Row> {
  const backwards = place.before !== undefined
  const from = readPlace(place.before ?? place.after, query.key.length)
  const conditions = [
    query.where,
    from && `(${query.key.join(', ')}) ${backwards ? '>' : '<'} (${from.map(() => '?').join(', ')})`,
  ]
  const given = conditions.filter((condition) => condition !== undefined && condition !== null)
  const direction = backwards ? 'asc' : 'desc'
  const found = all<Row>(
    shop.state,
    `${query.select} ${given.length > 0 ? `where ${given.join(' and ')}` : ''}
      order by ${query.key.map((column) => `${column} ${direction}`).join(', ')} limit ${PAGE_SIZE + 1}`,
    ...(query.parameters ?? []),
    ...(from ?? []),
  )
  const more = found.length > PAGE_SIZE
  const rows = backwards ? found.slice(0, PAGE_SIZE).reverse() : found.slice(0, PAGE_SIZE)
  return {
    rows,
    previous: (backwards ? more : from !== null) ? writePlace(rows.at(0), query.key) : null,
    next: (backwards ? from !== null : more) ? writePlace(rows.at(-1), query.key) : null,
  }
}

function readPlace(place: string | undefined, length: number): string[] | null {
  const parts = place?.split('~') ?? []
  return parts.length === length ? parts : null
}

function writePlace(row: object | undefined, key: readonly string[]): string | null {
  if (row === undefined) return null
  const values = new Map<string, unknown>(Object.entries(row))
  return key.map((column) => String(values.get(column.split('.').at(-1) ?? column))).join('~')
}
