import type { Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import type { Campaign } from './campaign.ts'
import { judgeEffect, type Arm, type Effect } from './effect/index.ts'

/** What the campaign brought, against those who were held out; revenue in minor units of the shop's currency. */
export async function readEffect(db: Queryable, shop: Shop, campaign: Campaign, now: Date): Promise<Effect> {
  const rows = await db.$queryRaw<Row[]>`${armsSql(shop, campaign, now)}`
  const armOf = (arm: 'treated' | 'held'): Arm => {
    const row = rows.find((one) => one.arm === arm) ?? { ...NOBODY, arm }
    const { size, buyers: active } = row
    return {
      revenue: { size, active, sum: row.spent, squares: row.spent2, cubes: row.spent3 },
      orders: { size, active, sum: row.orders, squares: row.orders2, cubes: row.orders3 },
    }
  }
  const closed = campaign.endsAt !== null && campaign.endsAt <= now
  const arms = { treated: armOf('treated'), held: armOf('held') }
  return judgeEffect(arms, { heldPercent: campaign.holdoutPercent, closed })
}

type Row = Record<'size' | 'buyers' | 'spent' | 'spent2' | 'spent3' | 'orders' | 'orders2' | 'orders3', number> & {
  arm: 'treated' | 'held'
}
const NOBODY = { size: 0, buyers: 0, spent: 0, spent2: 0, spent3: 0, orders: 0, orders2: 0, orders3: 0 }

/**
 * Sums of powers for each arm, of what everybody of it spent between the freeze and the end of the codes, net of refunds.
 * The powers are exact: numbers of PostgreSQL, and doubles only in the end.
 */
function armsSql(shop: Shop, { id, releasedAt, endsAt }: Campaign, now: Date): Prisma.Sql {
  const until = endsAt !== null && endsAt < now ? endsAt : now
  return Prisma.sql`
    with bought as (
      select o.customer_id, count(*) as orders,
             sum(case when o.currency = ${shop.currency} then ${netSql} else 0 end) as spent
        from shop_order o
        left join lateral (
          select sum(total_minor) as minor from refund where refund.shop_id = o.shop_id and refund.order_id = o.id
        ) back on true
       where o.shop_id = ${shop.id} and o.processed_at >= ${releasedAt} and o.processed_at <= ${until}
         and o.customer_id is not null and not o.test and o.cancelled_at is null and o.deleted_at is null
       group by o.customer_id
    )
    select r.arm, count(*)::int as size, count(b.customer_id)::int as buyers,
           coalesce(sum(b.spent), 0)::float8 as spent, coalesce(sum(b.spent ^ 2), 0)::float8 as spent2,
           coalesce(sum(b.spent ^ 3), 0)::float8 as spent3, coalesce(sum(b.orders), 0)::float8 as orders,
           coalesce(sum(b.orders ^ 2), 0)::float8 as orders2, coalesce(sum(b.orders ^ 3), 0)::float8 as orders3
      from recipient r left join bought b on b.customer_id = r.customer_id
     where r.shop_id = ${shop.id} and r.campaign_id = ${id}::uuid and r.arm is not null
     group by r.arm`
}

/** What an order \`o\` is worth after its refunds, \`back\`; more than it cost never goes back. */
const netSql = Prisma.sql`greatest(o.total_minor - coalesce(back.minor, 0), 0)`
