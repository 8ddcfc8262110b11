import type { CustomerId, Shop, TimelineEntry, TimelinePlace } from '../kernel/index.ts'
import { Prisma, type Queryable } from './database.server.ts'

/** Reads one topic of a customer's timeline: its newest `limit` entries before the place, in the order (at, id collate "C"). */
export type ReadTimeline = (
  db: Queryable,
  shop: Shop,
  customerId: CustomerId,
  before: TimelinePlace | null,
  limit: number,
) => Promise<TimelineEntry[]>

/**
 * The condition for what comes before a place in the order (at, id), newest first. The first comparison alone says
 * nothing new, but it is one that an index on the moment can begin at.
 */
export function earlierSql(at: string, id: string, before: TimelinePlace | null): Prisma.Sql {
  if (before === null) return Prisma.empty
  const [moment, name] = [Prisma.raw(at), Prisma.raw(`(${id})`)]
  return Prisma.sql`and ${moment} <= ${before.at} and (${moment}, ${name} collate "C") < (${before.at}, ${before.id})`
}
