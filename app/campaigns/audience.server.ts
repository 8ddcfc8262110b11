import { hasAddressSql, isSuppressedSql, reachableSql } from '../consent/index.server.ts'
import type { CustomerId, SegmentId, Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import { membersOfSegment } from '../segments/index.server.ts'
import type { SkipReason } from './campaign.ts'

/** How many the segment holds now, how many of them would get the mail, and why the others would not. */
export type AudienceCheck = {
  members: number
  recipients: number
  skipped: Record<SkipReason, number>
  /** Recipients whose first name is not known. */
  nameless: number
}

const columns = { shopId: Prisma.sql`c.shop_id`, email: Prisma.sql`c.email` }

/**
 * The segment's members at this moment, each with `reason`: null for those who may be written to; of several with one
 * address an account comes before a guest, the older before the younger. Columns: customer_id, email, first_name,
 * reason. Null where the segment does not exist (any more).
 */
export async function audienceSql(
  db: Queryable,
  shop: Shop,
  segmentId: SegmentId | null,
  now: Date,
): Promise<Prisma.Sql | null> {
  const reachable = Prisma.sql`reachable`
  const members = segmentId === null ? null : await membersOfSegment(db, shop, { segmentId, now, reachable })
  if (members === null) return null
  return Prisma.sql`
    with reachable as materialized (${reachableSql(shop.id)}), member as materialized (
      select c.id as customer_id, c.email, c.first_name, c.address,
             case when reachable.customer_id is not null then null
                  when not ${hasAddressSql(columns)} then 'no-address'
                  when ${isSuppressedSql(columns)} then 'suppressed' else 'no-consent' end as reason
        from (${members}) fitting
        join customer c on c.shop_id = ${shop.id} and c.id = fitting.customer_id and c.deleted_at is null
        left join reachable on reachable.customer_id = c.id
    ), reader as (
      select coalesce(min(customer_id) filter (where customer_id >= 0), min(customer_id)) as customer_id
        from member where reason is null group by address
    )
    select m.customer_id, m.email, m.first_name,
           case when m.reason is null and reader.customer_id is null then 'same-address' else m.reason end as reason
      from member m left join reader on reader.customer_id = m.customer_id`
}

/** Who would receive a mail if it were released now. */
export async function checkAudience(
  db: Queryable,
  shop: Shop,
  segmentId: SegmentId | null,
  now: Date,
): Promise<AudienceCheck> {
  return (await judgeAudience(db, shop, segmentId, now)).check
}

type Group = { reason: SkipReason | null; people: number; nameless: number; some: CustomerId[] | null }

/** Judges the audience once, for the counts and for some of those who would get the mail. */
export async function judgeAudience(
  db: Queryable,
  shop: Shop,
  segmentId: SegmentId | null,
  now: Date,
  samples = 0,
): Promise<{ check: AudienceCheck; some: CustomerId[] }> {
  const audience = await audienceSql(db, shop, segmentId, now)
  const groups =
    audience === null
      ? []
      : await db.$queryRaw<Group[]>`
          with audience as materialized (${audience}), sample as (
            select customer_id from audience where reason is null order by customer_id desc limit ${samples}
          )
          select reason, count(*)::int as people,
                 (count(*) filter (where coalesce(btrim(first_name), '') = ''))::int as nameless,
                 case when reason is null then (select array_agg(customer_id order by customer_id desc) from sample) end as "some"
            from audience group by reason`
  return { check: checkOf(groups), some: groups.find(({ reason }) => reason === null)?.some ?? [] }
}

function checkOf(groups: Group[]): AudienceCheck {
  const count = (reason: SkipReason | null) => groups.find((group) => group.reason === reason)?.people ?? 0
  return {
    members: groups.reduce((sum, group) => sum + group.people, 0),
    recipients: count(null),
    skipped: {
      'no-address': count('no-address'),
      suppressed: count('suppressed'),
      'no-consent': count('no-consent'),
      'same-address': count('same-address'),
    },
    nameless: groups.find(({ reason }) => reason === null)?.nameless ?? 0,
  }
}
