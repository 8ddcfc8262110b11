import type { Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import { audienceSql, checkAudience, type AudienceCheck } from './audience.server.ts'
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
  const audience = await audienceSql(db, shop, campaign, now)
  const check = await checkAudience(db, shop, campaign, now)
  const recipients = Prisma.sql`(select customer_id from (${audience ?? NOBODY}) audience where reason is null and not held)`
  const [expectation] = await db.$queryRaw<Expectation[]>`${expectationSql(shop, campaign, recipients)}`
  const { marginPercent } = await readRules(db, shop)
  const cost = judgeCost(campaign.value, { ...figuresOf(expectation), recipients: check.recipients, marginPercent })
  return {
    audience: check,
    overlaps: await overlapsOf(db, shop, recipients, now),
    cost,
    segmentGone: audience === null,
  }
}

const NOBODY = Prisma.sql`select null::bigint as customer_id, null::text as reason, false as held where false`

type Expectation = { averages: bigint | null; predicted: number; likely: number }

function figuresOf(expectation: Expectation | undefined) {
  const { averages, predicted, likely } = expectation ?? { averages: null, predicted: 0, likely: 0 }
  return { averagesMinor: Number(averages ?? 0n), predicted, likely }
}

/** The sum of everybody's average order (the shop's for who has none), and how many are likely to order anyway. */
function expectationSql(shop: Shop, { validDays }: Campaign, recipients: Prisma.Sql): Prisma.Sql {
  const within = Prisma.raw(validDays <= 45 ? 'within_30' : validDays <= 180 ? 'within_90' : 'within_365')
  return Prisma.sql`
    with usual as (
      select sum(spent_minor) / nullif(sum(orders), 0) as minor from profile where shop_id = ${shop.id}
    )
    select sum(coalesce(p.spent_minor / nullif(p.orders, 0), usual.minor, 0))::bigint as averages,
           count(prediction.customer_id)::int as predicted,
           (count(*) filter (where prediction.${within} > 0.5))::int as likely
      from ${recipients} recipient cross join usual
      left join profile p on p.shop_id = ${shop.id} and p.customer_id = recipient.customer_id
      left join prediction on prediction.shop_id = ${shop.id} and prediction.customer_id = recipient.customer_id`
}

async function overlapsOf(db: Queryable, shop: Shop, recipients: Prisma.Sql, now: Date): Promise<Overlap[]> {
  return db.$queryRaw<Overlap[]>`
    select c.id, c.name, count(*)::int as people
      from ${recipients} audience
      join recipient r on r.shop_id = ${shop.id} and r.customer_id = audience.customer_id
       and r.status in ('frozen', 'coded', 'claimed', 'sent')
      join campaign c on c.shop_id = r.shop_id and c.id = r.campaign_id and c.ends_at > ${now}
     group by c.id, c.name order by people desc, c.id limit ${OVERLAPS_SHOWN}`
}
