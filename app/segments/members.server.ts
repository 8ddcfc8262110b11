import type { Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import { compileQuery, type Surroundings } from './compile/compile.server.ts'
import type { Unanswerable } from './compile/contract.server.ts'
import { parseSegmentQuery } from './language/index.ts'
import type { SegmentQuery } from './language/syntax-tree.ts'

/** A query of one column, customer_id, over the members at a moment; or why nobody can say who they are. */
export function membersSql(
  query: SegmentQuery,
  surroundings: Surroundings,
): { outcome: 'compiled'; members: Prisma.Sql } | Unanswerable {
  const compiled = compileQuery(query, surroundings)
  if (compiled.outcome === 'unanswerable') return compiled
  const members = Prisma.sql`
    select p.customer_id from ${compiled.from}
     where p.shop_id = ${surroundings.shop.id} and ${compiled.conditions[0] ?? Prisma.sql`true`}`
  return { outcome: 'compiled', members }
}

/** What a query of this shop is read against; its segments are read only where a query names one. */
export async function surroundingsOf(
  db: Queryable,
  shop: Shop,
  now: Date,
  queries: SegmentQuery[],
): Promise<Surroundings> {
  if (!queries.some(namesSegment)) return { shop, now, segments: new Map() }
  const stored = await db.segment.findMany({ where: { shopId: shop.id }, select: { name: true, query: true } })
  const segments = stored.map(({ name, query }) => [name.toLowerCase(), storedQuery(query)] as const)
  return { shop, now, segments: new Map(segments) }
}

/** Reads a query that was accepted before. @throws Error where the stored text is something else */
export function storedQuery(text: string): SegmentQuery {
  const read = parseSegmentQuery(text)
  if (read.outcome === 'invalid') throw new Error(`a stored segment holds a query nobody can read: ${read.message}`)
  return read.query
}

function namesSegment(condition: SegmentQuery): boolean {
  if (condition.kind === 'and' || condition.kind === 'or') return condition.conditions.some(namesSegment)
  return condition.kind === 'attribute' && condition.name === 'segment'
}
