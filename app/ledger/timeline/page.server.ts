import type { TimelinePlace } from '../../kernel/index.ts'
import { Prisma } from '../../platform/index.server.ts'

/**
 * The condition for what comes before a place in the order (at, id), newest first. The first comparison alone says
 * nothing new, but it is one that an index on the moment can begin at.
 */
export function earlierSql(at: string, id: string, before: TimelinePlace | null): Prisma.Sql {
  if (before === null) return Prisma.empty
  const [moment, name] = [Prisma.raw(at), Prisma.raw(`(${id})`)]
  return Prisma.sql`and ${moment} <= ${before.at} and (${moment}, ${name} collate "C") < (${before.at}, ${before.id})`
}

/** The order in Shopify's admin. */
export function orderLink(orderId: bigint): string {
  return `shopify://admin/orders/${String(orderId)}`
}
