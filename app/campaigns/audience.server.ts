import { consentsSql, hasAddressSql, isSuppressedSql } from '../consent/index.server.ts'
import type { SegmentId, Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import { getSegment, membersOf } from '../segments/index.server.ts'
import type { SkipReason } from './campaign.ts'

/** How many the segment holds now, how many of them would get the mail, and why the others would not. */
export type AudienceCheck = {
  members: number
  recipients: number
  skipped: Record<SkipReason, number>
  /** Recipients whose first name is not known. */
  nameless: number
}

const columns = { shopId: Prisma.sql`c.shop_id`, customerId: Prisma.sql`c.id`, email: Prisma.sql`c.email` }

/**
 * The segment's members at this moment, each with `reason`: null for those who may be written to. Columns: customer_id,
 * email, locale, first_name, reason. Null where the segment does not exist (any more).
 */
export async function audienceSql(
  db: Queryable,
  shop: Shop,
  segmentId: SegmentId | null,
  now: Date,
): Promise<Prisma.Sql | null> {
  const segment = segmentId === null ? null : await getSegment(db, shop, segmentId)
  if (segment === null) return null
  return Prisma.sql`
    select customer_id, email, locale, first_name,
           case when reason is null and place > 1 then 'same-address' else reason end as reason
      from (
        select judged.*, row_number() over (
                 partition by lower(btrim(email)), reason is null
                 order by customer_id < 0, customer_id) as place
          from (
            select c.id as customer_id, c.email, coalesce(c.locale, ${shop.locale}) as locale, c.first_name,
                   case when not ${hasAddressSql(columns)} then 'no-address'
                        when ${isSuppressedSql(columns)} then 'suppressed'
                        when not ${consentsSql(columns)} then 'no-consent' end as reason
              from (${membersOf(shop, segment.rules, now)}) member
              join customer c on c.shop_id = ${shop.id} and c.id = member.customer_id and c.deleted_at is null
          ) judged
      ) placed`
}

/** Who would receive a mail if it were released now. */
export async function checkAudience(
  db: Queryable,
  shop: Shop,
  segmentId: SegmentId | null,
  now: Date,
): Promise<AudienceCheck> {
  const audience = await audienceSql(db, shop, segmentId, now)
  const rows =
    audience === null
      ? []
      : await db.$queryRaw<{ reason: SkipReason | null; people: number; nameless: number }[]>`
          select reason, count(*)::int as people,
                 (count(*) filter (where coalesce(btrim(first_name), '') = ''))::int as nameless
            from (${audience}) audience group by reason`
  const count = (reason: SkipReason | null) => rows.find((row) => row.reason === reason)?.people ?? 0
  return {
    members: rows.reduce((sum, row) => sum + row.people, 0),
    recipients: count(null),
    skipped: {
      'no-address': count('no-address'),
      suppressed: count('suppressed'),
      'no-consent': count('no-consent'),
      'same-address': count('same-address'),
    },
    nameless: rows.find((row) => row.reason === null)?.nameless ?? 0,
  }
}
