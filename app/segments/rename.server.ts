import type { Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import { parseSegmentQuery, printSegmentQuery } from './language/index.ts'
import type { Condition, Value } from './language/syntax-tree.ts'

/** Writes a segment's new name into the queries that name it, so that they go on meaning the same. */
export async function followRename(
  db: Queryable,
  shop: Shop,
  { from, to }: { from: string; to: string },
): Promise<void> {
  if (from === to) return
  const naming = await db.segment.findMany({ where: { shopId: shop.id, query: { contains: 'segment ' } } })
  for (const { id, query } of naming) {
    const read = parseSegmentQuery(query)
    if (read.outcome === 'invalid') continue
    const renamed = printSegmentQuery(withName(read.query, from.toLowerCase(), to))
    if (renamed !== query) await db.segment.updateMany({ where: { shopId: shop.id, id }, data: { query: renamed } })
  }
}

function withName(condition: Condition, from: string, to: string): Condition {
  if ('conditions' in condition) {
    return { ...condition, conditions: condition.conditions.map((part) => withName(part, from, to)) }
  }
  if (condition.kind === 'function' || condition.name !== 'segment') return condition
  const renamed = (value: Value): Value =>
    value.kind === 'text' && value.text.trim().toLowerCase() === from ? { ...value, text: to } : value
  return { ...condition, values: condition.values.map(renamed) }
}
