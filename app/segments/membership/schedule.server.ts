import { dayIn, startOfDayAgo, type CauseKind, type FactOf, type ShopId } from '../../kernel/index.ts'
import { AFTER_DELIVERIES, recordFact, type Database, type Queryable } from '../../platform/index.server.ts'
import { storedQuery } from '../members.server.ts'
import { needsOf } from './needs.ts'

// Clocks of two machines may differ, and a minute too early would be the day before.
const AFTER_MIDNIGHT_MS = 60_000

/**
 * Has the dates of every installed shop pass a minute after its day begins, and at once where a day began unnoticed. Dates
 * are whole days of the shop, so nothing passes in between.
 */
export async function scheduleDays(db: Database, now: Date): Promise<void> {
  const shops = await db.$queryRaw<{ id: ShopId; timeZone: string; day: Date | null }[]>`
    select s.id, s.time_zone as "timeZone", e.day
      from shop s left join segment_evaluation e on e.shop_id = s.id
     where s.uninstalled_at is null and exists (select from segment where segment.shop_id = s.id)
     order by s.id`
  for (const { id: shopId, timeZone, day } of shops) {
    const isPassed = day?.toISOString().slice(0, 10) === dayIn(timeZone, now)
    const at = isPassed ? new Date(startOfDayAgo(timeZone, now, -1).getTime() + AFTER_MIDNIGHT_MS) : now
    await recordFact(db, { kind: 'segments-due', shopId, cause: 'day' }, { at, key: `segments-day-${String(shopId)}` })
  }
}

/** Has all segments evaluated that such a cause can touch. */
export async function evaluateSoon(db: Queryable, shopId: ShopId, cause: CauseKind): Promise<void> {
  const timing = { key: `segments-${cause}-${String(shopId)}`, priority: AFTER_DELIVERIES }
  await recordFact(db, { kind: 'segments-due', shopId, cause }, timing)
}

const GATHERED_MS = 10 * 60_000

/**
 * Has segments evaluated that ask for products or for campaigns, once for all that changes within ten minutes: such a
 * change may touch any customer.
 */
export async function evaluateGathered(
  db: Database,
  { shopId }: Pick<FactOf<'product-changed'>, 'shopId'>,
  { cause, asked, now }: { cause: CauseKind; asked: RegExp; now: Date },
): Promise<void> {
  const stored = await db.segment.findMany({ where: { shopId }, select: { query: true } })
  const isAsked = stored.some(({ query }) => {
    const { names } = needsOf(storedQuery(query), new Map())
    return [...names].some((name) => asked.test(name))
  })
  if (!isAsked) return
  const at = new Date(Math.ceil(now.getTime() / GATHERED_MS) * GATHERED_MS)
  const timing = { at, key: `segments-${cause}-${String(shopId)}`, priority: AFTER_DELIVERIES }
  await recordFact(db, { kind: 'segments-due', shopId, cause }, timing)
}
