import { DAY, type ShopId } from '../kernel/index.ts'
import { Prisma, type Database } from '../platform/index.server.ts'
import type { Definition } from './definition.ts'
import { listening } from './live.server.ts'
import { signalEach } from './signal.server.ts'

type Which = { entered: boolean; since: Date; which: Prisma.Sql }

/** Who entered or left segments, as signals. @param which a condition over `c`, the change */
export function segmentChangesSql(shopId: ShopId, { entered, since, which }: Which): Prisma.Sql {
  return Prisma.sql`
    select c.customer_id, 'segment-' || c.segment_id || '-' || c.id as occasion, c.at as happened_at,
           jsonb_build_object('kind', 'day', 'title', s.name, 'path', '') as subject
      from segment_change c join segment s on s.shop_id = c.shop_id and s.id = c.segment_id
     where c.shop_id = ${shopId} and c.entered = ${entered} and c.at > ${since} and ${which}`
}

/** Whether a change of segments is of the one that the trigger names. */
export function isOfSegment({ segmentId }: Definition['trigger'], occasion: string): boolean {
  return segmentId === undefined || occasion.startsWith(`segment-${segmentId}-`)
}

const RECENT = DAY

/** After many customers were looked at together: who entered and left since yesterday and has not begun by that. */
export async function noteSegments(db: Database, shopId: ShopId, now: Date): Promise<void> {
  const heard = await listening(db, shopId)
  for (const [trigger, entered] of [
    ['entered-segment', true],
    ['left-segment', false],
  ] as const) {
    if (!heard.has(trigger)) continue
    const which = Prisma.sql`
      c.segment_id::text in (
        select v.definition #>> '{trigger,segmentId}'
          from automation a
          join automation_version v on v.shop_id = a.shop_id and v.automation_id = a.id and v.version = a.version
         where a.shop_id = ${shopId} and a.live_since is not null)
      and not exists (
        select from automation_run r
         where r.shop_id = c.shop_id and r.customer_id = c.customer_id
           and r.occasion = 'segment-' || c.segment_id || '-' || c.id)`
    const rows = segmentChangesSql(shopId, { entered, since: new Date(now.getTime() - RECENT), which })
    await db.$transaction((tx) => signalEach(tx, shopId, { trigger, automationId: null }, rows), { timeout: 60_000 })
  }
}
