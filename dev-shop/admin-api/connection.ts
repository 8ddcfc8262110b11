import { all } from '../state/query.ts'
import { refusal } from './context.ts'
import type { Context } from './context.ts'
import type { Condition } from './search-query.ts'

export type PageArguments = {
  first?: number | null
  last?: number | null
  after?: string | null
  before?: string | null
  reverse?: boolean | null
}

/** Where a connection's rows come from. `key` is what they are ordered by, `id` what decides between equals. */
export type Source = {
  select: string
  key: string
  id: string
  where: Condition[]
}

export type Connection<Node> = {
  nodes: Node[]
  edges: { node: Node; cursor: string }[]
  pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null }
}

const MAXIMUM = 250

/**
 * One page of rows, found by key and id and not by counting, so that page 4000 costs what page 1 costs.
 * @param typeName of the nodes, for abstract types
 */
export function connection<Row extends { id: string }>(
  context: Context,
  source: Source,
  page: PageArguments,
): Connection<Row> {
  const size = context.bulk && page.first == null ? Number.MAX_SAFE_INTEGER : pageSize(page)
  const backwards = page.last != null
  const descending = (page.reverse ?? false) !== backwards
  const conditions = [...source.where, ...cursorConditions(source, page)]
  const direction = descending ? 'desc' : 'asc'
  const order =
    source.key === source.id ? `${source.id} ${direction}` : `${source.key} ${direction}, ${source.id} ${direction}`
  const where = conditions.length === 0 ? '' : `where ${conditions.map(({ sql }) => sql).join(' and ')}`
  const rows = all<Row & { sort_key: string | number }>(
    context.shop.state,
    `${source.select.replace(' from ', `, ${source.key} as sort_key from `)} ${where} order by ${order} limit ?`,
    ...conditions.flatMap(({ parameters }) => parameters),
    Math.min(size + 1, Number.MAX_SAFE_INTEGER),
  )
  const more = rows.length > size
  if (more) rows.pop()
  if (backwards) rows.reverse()
  return asConnection(rows, (row) => cursorOf(row), more, page)
}

/** A list that is small enough to be held, as a connection. */
export function listConnection<Node>(context: Context, list: Node[], page: PageArguments): Connection<Node> {
  const size = context.bulk && page.first == null ? list.length : pageSize(page)
  const ordered = page.reverse === true ? [...list].reverse() : list
  const start = page.after == null ? 0 : Number(decode(page.after).last_id) + 1
  const end = page.before == null ? ordered.length : Number(decode(page.before).last_id)
  const from = page.last == null ? start : Math.max(start, end - size)
  const to = page.last == null ? Math.min(end, start + size) : end
  const slice = ordered.slice(from, to).map((node, index) => ({ node, index: from + index }))
  const edges = slice.map(({ node, index }) => ({ node, cursor: encode({ last_id: String(index) }) }))
  return {
    nodes: slice.map(({ node }) => node),
    edges,
    pageInfo: {
      hasNextPage: to < ordered.length,
      hasPreviousPage: from > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  }
}

function pageSize({ first, last }: PageArguments): number {
  if (first != null && last != null) throw refusal('only one of first and last may be given', 'BAD_REQUEST')
  const size = first ?? last
  if (size == null) throw refusal('you must provide one of first or last', 'BAD_REQUEST')
  if (size < 0) throw refusal(`first and last cannot be negative: ${String(size)}`, 'BAD_REQUEST')
  if (size > MAXIMUM)
    throw refusal(`a page has at most ${String(MAXIMUM)} members, asked for ${String(size)}`, 'BAD_REQUEST')
  return size
}

function cursorConditions(source: Source, { after, before, reverse }: PageArguments): Condition[] {
  const beyond = reverse === true ? '<' : '>'
  const within = reverse === true ? '>' : '<'
  return [
    ...(after == null ? [] : [beyondCursor(source, after, beyond)]),
    ...(before == null ? [] : [beyondCursor(source, before, within)]),
  ]
}

function beyondCursor(source: Source, cursor: string, operator: string): Condition {
  const { last_id: id, last_value: value } = decode(cursor)
  if (source.key === source.id) return { sql: `${source.id} ${operator} ?`, parameters: [id] }
  return { sql: `(${source.key}, ${source.id}) ${operator} (?, ?)`, parameters: [value ?? null, id] }
}

function asConnection<Row>(
  rows: Row[],
  cursor: (row: Row) => string,
  more: boolean,
  page: PageArguments,
): Connection<Row> {
  const [firstRow, lastRow] = [rows[0], rows.at(-1)]
  const backwards = page.last != null
  return {
    nodes: rows,
    get edges() {
      return rows.map((node) => ({
        node,
        get cursor() {
          return cursor(node)
        },
      }))
    },
    pageInfo: {
      hasNextPage: backwards ? page.before != null : more,
      hasPreviousPage: backwards ? more : page.after != null,
      startCursor: firstRow === undefined ? null : cursor(firstRow),
      endCursor: lastRow === undefined ? null : cursor(lastRow),
    },
  }
}

type Cursor = { last_id: string; last_value?: string | number | null }

function cursorOf(row: { id: string; sort_key: string | number }): string {
  return encode({ last_id: row.id, last_value: row.sort_key })
}

function encode(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64')
}

function decode(cursor: string): Cursor {
  try {
    const read = JSON.parse(Buffer.from(cursor, 'base64').toString('utf8')) as Partial<Cursor>
    if (typeof read.last_id === 'string') return { last_id: read.last_id, last_value: read.last_value ?? null }
  } catch {
    // Falls through to the same refusal as a cursor of another kind.
  }
  throw refusal(`Invalid cursor for current pagination sort: ${cursor}`, 'BAD_REQUEST')
}
