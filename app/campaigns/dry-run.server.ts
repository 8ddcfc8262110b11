import type { CustomerId, Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import { audienceSql, checkOf, groupsSql, type AudienceCheck, type AudienceGroup } from './audience.server.ts'
import type { Campaign } from './campaign.ts'
import { judgeCost, type Cost } from './cost.ts'
import { readRules } from './rules.server.ts'

/** Another campaign whose codes some of the recipients still hold, or are about to get. */
export type Overlap = { id: string; name: string; people: number }

/** What a release at this moment would do. */
export type DryRun = { audience: AudienceCheck; overlaps: Overlap[]; cost: Cost; segmentGone: boolean }

const OVERLAPS_SHOWN = 5

/** Looks at the audience as a release would freeze it, at what it would cost, and writes nothing. */
export async function dryRun(db: Queryable, shop: Shop, campaign: Campaign, now: Date): Promise<DryRun> {
  return (await dryRunWithSome(db, shop, campaign, { samples: 0 }, now)).dryRun
}

/** The same, and some of those who would get the mail. */
export async function dryRunWithSome(
  db: Queryable,
  shop: Shop,
  campaign: Campaign,
  { samples }: { samples: number },
  now: Date,
): Promise<{ dryRun: DryRun; some: CustomerId[] }> {
  const audience = await audienceSql(db, shop, campaign, now)
  const seen = audience === null ? EMPTY : await look(db, shop, { campaign, audience, samples }, now)
  const check = checkOf(seen.groups ?? [])
  const { marginPercent } = await readRules(db, shop)
  const { averagesMinor, predicted, likely } = seen.outlook
  const figures = { recipients: check.recipients, averagesMinor: averagesMinor ?? 0, predicted, likely, marginPercent }
  const cost = judgeCost(campaign.value, figures)
  const dry = { audience: check, overlaps: seen.overlaps ?? [], cost, segmentGone: audience === null }
  return { dryRun: dry, some: seen.some ?? [] }
}

type Seen = {
  groups: AudienceGroup[] | null
  outlook: { averagesMinor: number | null; predicted: number; likely: number }
  overlaps: Overlap[] | null
  some: CustomerId[] | null
}
const EMPTY: Seen = { groups: [], outlook: { averagesMinor: 0, predicted: 0, likely: 0 }, overlaps: [], some: [] }

type Subject = { campaign: Campaign; audience: Prisma.Sql; samples: number }

/** In one statement, so that a large audience is judged once. */
async function look(db: Queryable, shop: Shop, { campaign, audience, samples }: Subject, now: Date): Promise<Seen> {
  const [seen] = await db.$queryRaw<Seen[]>`
    with audience as materialized (${audience}), mailed as materialized (
      select customer_id from audience where reason is null and not held
    )
    select (select json_agg(grouped) from (${groupsSql}) grouped) as groups,
           (select to_json(outlook) from (${outlookSql(shop, campaign)}) outlook) as outlook,
           (select json_agg(overlap) from (${overlapsSql(shop, now)}) overlap) as overlaps,
           (select array_agg(customer_id order by customer_id desc) from (
             select customer_id from mailed order by customer_id desc limit ${samples}
           ) sample) as "some"`
  return seen ?? EMPTY
}

/** The sum of everybody's average order (the shop's for who has none), and how many are likely to order anyway. */
function outlookSql(shop: Shop, { validDays }: Campaign): Prisma.Sql {
  const within = Prisma.raw(validDays <= 45 ? 'within_30' : validDays <= 180 ? 'within_90' : 'within_365')
  return Prisma.sql`
    select sum(coalesce(p.spent_minor / nullif(p.orders, 0), usual.minor, 0))::bigint as "averagesMinor",
           count(prediction.customer_id)::int as predicted,
           (count(*) filter (where prediction.${within} > 0.5))::int as likely
      from mailed cross join (
        select sum(spent_minor) / nullif(sum(orders), 0) as minor from profile where shop_id = ${shop.id}
      ) usual
      left join profile p on p.shop_id = ${shop.id} and p.customer_id = mailed.customer_id
      left join prediction on prediction.shop_id = ${shop.id} and prediction.customer_id = mailed.customer_id`
}

function overlapsSql(shop: Shop, now: Date): Prisma.Sql {
  return Prisma.sql`
    select c.id, c.name, count(*)::int as people
      from mailed
      join recipient r on r.shop_id = ${shop.id} and r.customer_id = mailed.customer_id
       and r.status in ('frozen', 'coded', 'claimed', 'sent')
      join campaign c on c.shop_id = r.shop_id and c.id = r.campaign_id and c.ends_at > ${now}
     group by c.id, c.name order by people desc, c.id limit ${OVERLAPS_SHOWN}`
}
