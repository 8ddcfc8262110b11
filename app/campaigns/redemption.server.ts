import type { CampaignId, Shop } from '../kernel/index.ts'
import { Prisma } from '../platform/index.server.ts'

/**
 * The orders that used a code of these campaigns, with money in the shop's currency: an order in another currency is an
 * order without money, as in a profile.
 */
export function redemptionsSql(shop: Shop, ids: CampaignId[]): Prisma.Sql {
  const isMoney = Prisma.sql`currency = ${shop.currency}`
  const which = Prisma.sql`credited.campaign_id = any(${ids}::text[]::uuid[])
    and o.processed_at >= (
      select min(released_at) from campaign where shop_id = ${shop.id} and id = any(${ids}::text[]::uuid[]))`
  return Prisma.sql`
    select "orderId", "orderName", at, code, "customerId", "campaignId",
           case when ${isMoney} then net else 0 end as net,
           case when ${isMoney} then refunded else 0 end as refunded,
           case when ${isMoney} then discount else 0 end as discount
      from (${creditedOrdersSql(shop, which)}) credited_order`
}

/**
 * The orders that used a code, each once: an order with codes of two campaigns belongs to the one released last.
 * Cancelled, deleted and test orders count for nothing. Money is in the order's own currency.
 * @param which a condition over `o`, the order, and `credited`, the recipient whose code it was
 */
export function creditedOrdersSql(shop: Pick<Shop, 'id'>, which: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    select o.id as "orderId", o.name as "orderName", o.processed_at as at, o.currency, credited.code,
           credited.customer_id as "customerId", credited.campaign_id as "campaignId", credited.campaign,
           o.total_minor - coalesce(back.minor, 0) as net, coalesce(back.minor, 0) as refunded, o.discount_minor as discount
      from shop_order o
      cross join lateral (${usedCodeSql}) credited
      left join lateral (
        select sum(total_minor) as minor from refund where refund.shop_id = o.shop_id and refund.order_id = o.id
      ) back on true
     where o.shop_id = ${shop.id} and ${which}
       and cardinality(o.discount_codes) > 0 and not o.test and o.cancelled_at is null and o.deleted_at is null`
}

/** The code that an order `o` used; of two campaigns whose codes it used, that of the one released last. */
export const usedCodeSql = Prisma.sql`
  select r.code, r.customer_id, r.campaign_id, c.name as campaign
    from unnest(o.discount_codes) used
    join recipient r on r.shop_id = o.shop_id and r.code = upper(used)
    join campaign c on c.shop_id = r.shop_id and c.id = r.campaign_id and o.processed_at >= c.released_at
   order by c.released_at desc, c.id, r.code limit 1`

/** Holds where a code was used by anybody: each code is good for one order. Upper case, as Shopify compares codes. */
export function isUsedSql(columns: { shopId: Prisma.Sql; code: Prisma.Sql }): Prisma.Sql {
  return Prisma.sql`exists (
    select 1 from shop_order o
     where o.shop_id = ${columns.shopId} and upper_codes(o.discount_codes) @> array[${columns.code}]
       and o.cancelled_at is null and o.deleted_at is null)`
}
