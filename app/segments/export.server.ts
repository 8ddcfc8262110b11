import { toDecimal, type Shop } from '../kernel/index.ts'
import { connectionsOf, Prisma, type Database } from '../platform/index.server.ts'
import { csvLine } from './csv.ts'
import { membersSql, storedQuery, surroundingsOf } from './members.server.ts'
import { getSegment } from './segments.server.ts'

const ROWS_AT_ONCE = 2_000

/**
 * The members of a segment at this moment as a CSV file in UTF-8, in the order of their ids: never more than some thousand
 * of them are held at once, and the database waits for a slow reader. Null where there is no such segment, or nobody can
 * say who belongs to it.
 */
export async function exportMembers(
  db: Database,
  shop: Shop,
  id: string,
  now: Date,
): Promise<ReadableStream<Uint8Array> | null> {
  const segment = await getSegment(db, shop, id)
  if (segment === null) return null
  const query = storedQuery(segment.query)
  const found = membersSql(query, await surroundingsOf(db, shop, now, [query]))
  if (found.outcome === 'unanswerable') return null
  const parts = partsOf(db, shop, found.members)
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await parts.next()
      if (done === true) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
}

/** The file's parts, some thousand lines each, all from one look at the database. */
async function* partsOf(db: Database, shop: Shop, members: Prisma.Sql): AsyncGenerator<string, undefined> {
  yield csvLine(columns)
  const cursor = Prisma.sql`declare exported no scroll cursor for
    select p.customer_id, c.email, c.first_name, c.last_name, c.locale, p.orders, p.spent_minor, p.last_order_at, p.rfm_group
      from (${members}) member
      join profile p on p.shop_id = ${shop.id} and p.customer_id = member.customer_id
      join customer c on c.shop_id = ${shop.id} and c.id = member.customer_id and c.deleted_at is null
     order by p.customer_id`
  const client = await connectionsOf(db).connect()
  try {
    await client.query('begin read only')
    await client.query(cursor.text, cursor.values)
    for (;;) {
      const { rows } = await client.query<ExportRow>(`fetch ${String(ROWS_AT_ONCE)} from exported`)
      if (rows.length === 0) return undefined
      yield rows.map((row) => csvLine(cellsOf(row, shop))).join('')
    }
  } finally {
    await client.query('rollback').finally(() => {
      client.release()
    })
  }
}

const columns = [
  ...['customer_id', 'email', 'first_name', 'last_name', 'customer_language'],
  ...['number_of_orders', 'amount_spent', 'last_order_date', 'rfm_group'],
]

type ExportRow = {
  customer_id: string | bigint
  email: string | null
  first_name: string | null
  last_name: string | null
  locale: string | null
  orders: number
  spent_minor: string | bigint
  last_order_at: Date | null
  rfm_group: string
}

function cellsOf(row: ExportRow, { currency }: Shop): string[] {
  return [
    ...[String(row.customer_id), row.email ?? '', row.first_name ?? '', row.last_name ?? '', row.locale ?? ''],
    ...[String(row.orders), toDecimal({ minor: Number(row.spent_minor), currency })],
    ...[row.last_order_at?.toISOString() ?? '', row.rfm_group],
  ]
}
