import { dayIn, type CauseKind, type SegmentId, type Shop } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'
import type { DaySize } from '../size-trend.ts'
import { readChanges, type ChangesPage } from './changes.server.ts'

/** A segment's stored members for its page. */
export type MembershipView = {
  /** null until they were found for the first time */
  members: number | null
  asOf: string
  /** As of when the whole shop was last compared. */
  evaluatedAt: string | null
  /** Whether a change of the segment is not in its members yet. */
  pending: boolean
  /** How far the evaluation of the shop's segments is that is under way. */
  progress: { cause: CauseKind; done: number; total: number } | null
  /** Day by day up to today, of the last year. */
  sizes: DaySize[]
  log: ChangesPage
}

const DAYS = 365

/** Reads how many belong to a segment and did, and who entered and left it. Null where this shop has no such segment. */
export async function readMembership(
  db: Queryable,
  shop: Shop,
  segmentId: SegmentId,
  now: Date,
): Promise<MembershipView | null> {
  const where = { shopId: shop.id, segmentId }
  const [segment, evaluation, stored, count, log] = await Promise.all([
    db.segment.findUnique({ where: { shopId_id: { shopId: shop.id, id: segmentId } } }),
    db.segmentEvaluation.findUnique({ where: { shopId: shop.id } }),
    db.segmentSize.findMany({ where, orderBy: { day: 'desc' }, take: DAYS }),
    db.segmentMember.count({ where }),
    readChanges(db, shop, { segmentId, before: null }),
  ])
  if (segment === null) return null
  const { evaluatedAt, changedAt } = segment
  const members = evaluatedAt === null ? null : count
  const underWay = evaluation !== null && evaluation.finishedAt === null
  return {
    members,
    asOf: now.toISOString(),
    evaluatedAt: evaluatedAt?.toISOString() ?? null,
    pending: evaluatedAt === null || evaluatedAt < changedAt,
    progress: underWay ? progressOf(evaluation) : null,
    sizes: upToNow(stored, { members, today: dayIn(shop.timeZone, now) }),
    log,
  }
}

function progressOf({ cause, done, total }: { cause: string; done: number; total: number }) {
  return { cause: cause as CauseKind, done, total }
}

function upToNow(
  stored: { day: Date; members: number }[],
  { members, today }: { members: number | null; today: string },
): DaySize[] {
  const sizes = stored.map(({ day, members }) => ({ day: day.toISOString().slice(0, 10), members })).reverse()
  return members === null ? sizes : [...sizes.filter(({ day }) => day < today), { day: today, members }]
}
