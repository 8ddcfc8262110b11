import type { CampaignId, Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import { CLICK_DAYS } from './campaign.ts'
import { usedCodeSql } from './redemption.server.ts'

/** Why an order is credited to a campaign. */
export type Cause = 'code' | 'click'

/** An order that is credited to the campaign; money in minor units of the shop's currency. */
export type Attributed = {
  orderId: string
  orderName: string
  at: string
  cause: Cause
  /** The code that was used; null for a click. */
  code: string | null
  /** Who was written to. */
  customerId: string
  customerName: string
  netMinor: number
  refundedMinor: number
  discountMinor: number
}

export type Credit = { orders: number; netMinor: number }
/** What is credited to a campaign, by cause, and some of the orders, the newest first. */
export type Attribution = { byCode: Credit; byClick: Credit; orders: Attributed[]; clickDays: number }

/** The orders that are credited to a campaign. */
export async function readAttribution(db: Queryable, shop: Shop, id: CampaignId, limit: number): Promise<Attribution> {
  const which = Prisma.sql`credited.campaign_id = ${id}::uuid
    and o.processed_at >= (select released_at from campaign where shop_id = ${shop.id} and id = ${id}::uuid)`
  const attributed = attributedSql(shop, which)
  const credits = await db.$queryRaw<{ cause: Cause; orders: number; net: bigint }[]>`
    select cause, count(*)::int as orders, sum(net)::bigint as net from (${attributed}) attributed group by cause`
  const rows = await db.$queryRaw<Row[]>`
    select attributed.*, coalesce(nullif(concat_ws(' ', c.first_name, c.last_name), ''), c.email) as "customerName"
      from (${attributed}) attributed
      left join customer c on c.shop_id = ${shop.id} and c.id = "customerId"
     order by at desc, "orderId" desc limit ${limit}`
  const creditFor = (cause: Cause): Credit => {
    const found = credits.find((credit) => credit.cause === cause)
    return { orders: found?.orders ?? 0, netMinor: Number(found?.net ?? 0n) }
  }
  const orders = rows.map(({ net, refunded, discount, ...row }) => ({
    ...{ orderName: row.orderName, cause: row.cause, code: row.code, at: row.at.toISOString() },
    ...{ orderId: String(row.orderId), customerId: String(row.customerId), customerName: row.customerName ?? '' },
    ...{ netMinor: Number(net), refundedMinor: Number(refunded), discountMinor: Number(discount) },
  }))
  return { byCode: creditFor('code'), byClick: creditFor('click'), orders, clickDays: CLICK_DAYS }
}

type Row = Pick<Attributed, 'orderName' | 'cause' | 'code'> & {
  orderId: bigint
  at: Date
  customerId: bigint
  customerName: string | null
  net: bigint
  refunded: bigint
  discount: bigint
}

/**
 * The ledger of attribution: every order that counts and that a campaign may be credited with, exactly once. First comes a
 * code of ours that was redeemed (\`code\`), of two the one released last; then the newest click by a person, the same customer, within
 * the window before the order (\`click\`). Money is in the shop's currency, net of refunds and never below zero, so the sum
 * over all campaigns is never more than the shop's revenue of the same orders.
 * @param which a condition over \`o\`, the order, and \`credited\`
 */
export function attributedSql(shop: Pick<Shop, 'id' | 'currency'>, which: Prisma.Sql): Prisma.Sql {
  const isMoney = Prisma.sql`o.currency = ${shop.currency}`
  return Prisma.sql`
    select o.id as "orderId", o.name as "orderName", o.processed_at as at, credited.code, credited.cause,
           credited.customer_id as "customerId", credited.campaign_id as "campaignId",
           case when ${isMoney} then greatest(o.total_minor - coalesce(back.minor, 0), 0) else 0 end as net,
           case when ${isMoney} then coalesce(back.minor, 0) else 0 end as refunded,
           case when ${isMoney} then o.discount_minor else 0 end as discount
      from shop_order o
      cross join lateral (
        select * from (
          select 1 as rank, 'code' as cause, code, customer_id, campaign_id from (${usedCodeSql}) used
          union all
          select 2, 'click', null, customer_id, campaign_id from (${clickedSql}) clicked
        ) cause order by rank limit 1
      ) credited
      left join lateral (
        select sum(total_minor) as minor from refund where refund.shop_id = o.shop_id and refund.order_id = o.id
      ) back on true
     where o.shop_id = ${shop.id} and ${which} and not o.test and o.cancelled_at is null and o.deleted_at is null`
}

const clickedSql = Prisma.sql`
  select e.customer_id, e.campaign_id
    from mail_engagement e
   where e.shop_id = o.shop_id and e.customer_id = o.customer_id and e.kind = 'clicked' and e.by = 'person'
     and e.at <= o.processed_at and e.at > o.processed_at - make_interval(days => ${CLICK_DAYS}::int)
   order by e.at desc, e.campaign_id limit 1`
