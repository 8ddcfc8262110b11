import { hasAddressSql, isSuppressedSql, reachableSql } from '../consent/index.server.ts'
import type { CustomerId, SegmentId, Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import { membersOfSegment } from '../segments/index.server.ts'
import { skipReasons, type SkipReason } from './campaign.ts'
import { heldSql } from './holdout.server.ts'
import { readRules } from './rules.server.ts'
import { notNowSql } from './not-now.server.ts'

/** Whom a campaign is for: who is in one of the segments and in none of the others. */
export type Choice = {
  segmentIds: SegmentId[]
  exceptIds: SegmentId[]
  holdoutPercent: number
  /** Draws the holdout. */
  seed: string
}

/** How many the segments hold now, how many of them would get the mail, and why the others would not. */
export type AudienceCheck = {
  members: number
  recipients: number
  /** Could be mailed and are not, so that the effect can be measured. */
  held: number
  skipped: Record<SkipReason, number>
  /** Recipients whose first name is not known. */
  nameless: number
}

const columns = { shopId: Prisma.sql`c.shop_id`, customerId: Prisma.sql`c.id`, email: Prisma.sql`c.email` }

/**
 * The segments' members at this moment, each with `reason`: null for those who may be written to; of several with one
 * address an account comes before a guest, the older before the younger. `held` holds for those of them who are not
 * mailed for comparison. Columns: customer_id, email, first_name, reason, held. Null where one of the segments does not
 * exist (any more): nobody knows whom it would have kept out.
 */
export async function audienceSql(db: Queryable, shop: Shop, choice: Choice, now: Date): Promise<Prisma.Sql | null> {
  const members = await unionOf(db, shop, choice.segmentIds, now)
  const except = choice.exceptIds.length === 0 ? NOBODY : await unionOf(db, shop, choice.exceptIds, now)
  if (members === null || except === null) return null
  const rules = await readRules(db, shop)
  return Prisma.sql`
    with reachable as materialized (${reachableSql(shop.id)}),
    excepted as materialized (${except}),
    not_now as materialized (${notNowSql(shop, rules, now)}),
    member as materialized (
      select c.id as customer_id, c.email, c.first_name, c.address,
             case when excepted.customer_id is not null then 'excepted'
                  when reachable.customer_id is null and not ${hasAddressSql(columns)} then 'no-address'
                  when reachable.customer_id is null and ${isSuppressedSql(columns)} then 'suppressed'
                  when reachable.customer_id is null then 'no-consent'
                  else not_now.reason end as reason
        from (${members}) fitting
        join customer c on c.shop_id = ${shop.id} and c.id = fitting.customer_id and c.deleted_at is null
        left join reachable on reachable.customer_id = c.id
        left join excepted on excepted.customer_id = c.id
        left join not_now on not_now.customer_id = c.id
    ), reader as materialized (
      select coalesce(min(customer_id) filter (where customer_id >= 0), min(customer_id)) as customer_id
        from member where reason is null group by address
    ), held as materialized (${heldSql(shop, choice, Prisma.sql`reader`)})
    select m.customer_id, m.email, m.first_name, held.customer_id is not null as held,
           case when m.reason is null and reader.customer_id is null then 'same-address' else m.reason end as reason
      from member m
      left join reader on reader.customer_id = m.customer_id
      left join held on held.customer_id = m.customer_id`
}

const NOBODY = Prisma.sql`select null::bigint as customer_id where false`

async function unionOf(db: Queryable, shop: Shop, ids: SegmentId[], now: Date): Promise<Prisma.Sql | null> {
  const reachable = Prisma.sql`reachable`
  const each: Prisma.Sql[] = []
  for (const segmentId of ids) {
    const members = await membersOfSegment(db, shop, { segmentId, now, reachable })
    if (members === null) return null
    each.push(Prisma.sql`select customer_id from (${members}) fitting`)
  }
  return each.length === 0 ? null : Prisma.join(each, ' union ')
}

/** Who would receive a mail if it were released now. */
export async function checkAudience(db: Queryable, shop: Shop, choice: Choice, now: Date): Promise<AudienceCheck> {
  return (await judgeAudience(db, shop, choice, now)).check
}

/** People of one reason, and whether they are held out. */
export type AudienceGroup = { reason: SkipReason | null; held: boolean; people: number; nameless: number }
type Sampled = AudienceGroup & { some: CustomerId[] | null }

/** Judges the audience once, for the counts and for some of those who would get the mail. */
export async function judgeAudience(
  db: Queryable,
  shop: Shop,
  choice: Choice,
  now: Date,
  samples = 0,
): Promise<{ check: AudienceCheck; some: CustomerId[] }> {
  const audience = await audienceSql(db, shop, choice, now)
  const groups =
    audience === null
      ? []
      : await db.$queryRaw<Sampled[]>`
          with audience as materialized (${audience}), sample as (
            select customer_id from audience where reason is null and not held order by customer_id desc limit ${samples}
          )
          select grouped.*,
                 case when reason is null then (select array_agg(customer_id order by customer_id desc) from sample) end as "some"
            from (${groupsSql}) grouped`
  return { check: checkOf(groups), some: groups.find(isMailed)?.some ?? [] }
}

/** The groups of a table `audience`. */
export const groupsSql = Prisma.sql`
  select reason, held, count(*)::int as people,
         (count(*) filter (where coalesce(btrim(first_name), '') = ''))::int as nameless
    from audience group by reason, held`

/** The counts that the groups come to. */
export function checkOf(groups: AudienceGroup[]): AudienceCheck {
  const people = (fits: (group: AudienceGroup) => boolean) =>
    groups.reduce((sum, group) => (fits(group) ? sum + group.people : sum), 0)
  const skipped = skipReasons.map((reason) => [reason, people((group) => group.reason === reason)])
  return {
    members: people(() => true),
    recipients: people(isMailed),
    held: people(({ held }) => held),
    skipped: Object.fromEntries(skipped) as Record<SkipReason, number>,
    nameless: groups.find(isMailed)?.nameless ?? 0,
  }
}

function isMailed({ reason, held }: AudienceGroup): boolean {
  return reason === null && !held
}
