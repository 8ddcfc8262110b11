import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import { membersSql, storedQuery, surroundingsOf } from './members.server.ts'

/**
 * Which of some customers a query finds at this moment; null where nobody can answer it (any more).
 * @throws Error where the text is no query
 */
export async function membersAmong(
  db: Queryable,
  shop: Shop,
  { query, customerIds }: { query: string; customerIds: CustomerId[] },
  now: Date,
): Promise<Set<CustomerId> | null> {
  const read = storedQuery(query)
  const found = membersSql(read, await surroundingsOf(db, shop, now, [read]))
  if (found.outcome !== 'compiled') return null
  const rows = await db.$queryRaw<{ id: CustomerId }[]>`
    select customer_id as id from (${found.members}) member
     where customer_id = any(${customerIds.map(String)}::text[]::bigint[])`
  return new Set(rows.map(({ id }) => id))
}
