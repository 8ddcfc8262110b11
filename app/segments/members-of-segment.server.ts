import type { SegmentId, Shop } from '../kernel/index.ts'
import type { Prisma, Queryable } from '../platform/index.server.ts'
import { membersSql, storedQuery, surroundingsOf } from './members.server.ts'
import { getSegment } from './segments.server.ts'

/**
 * A query of one column, customer_id, over a segment's members at this moment. Null where there is no such segment (any
 * more), or where nobody can say who belongs to it.
 * @param reachable a table that holds reachableSql's rows already
 */
export async function membersOfSegment(
  db: Queryable,
  shop: Shop,
  { segmentId, now, reachable }: { segmentId: SegmentId; now: Date; reachable: Prisma.Sql },
): Promise<Prisma.Sql | null> {
  const segment = await getSegment(db, shop, segmentId)
  if (segment === null) return null
  const query = storedQuery(segment.query)
  const found = membersSql(query, { ...(await surroundingsOf(db, shop, now, [query])), reachable })
  return found.outcome === 'compiled' ? found.members : null
}
