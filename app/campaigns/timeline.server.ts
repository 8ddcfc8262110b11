import type { CustomerId, Shop, TimelineEntry, TimelinePlace } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import { creditedOrdersSql } from './redemption.server.ts'

type Row = {
  id: string
  at: Date
  kind: 'mailed' | 'redeemed'
  campaignId: string
  campaign: string
  code: string
  minor: bigint | null
  currency: string | null
  orderName: string | null
}

/** Campaign mails that the customer was sent (`mailed`) and orders by which they used a code (`redeemed`), newest first. */
export async function timelineOf(
  db: Queryable,
  shop: Shop,
  customerId: CustomerId,
  before: TimelinePlace | null,
  limit: number,
): Promise<TimelineEntry[]> {
  const rows = await db.$queryRaw<Row[]>`
    with entry as (
      select 'campaign-' || r.campaign_id as id, r.sent_at as at, 'mailed' as kind, r.campaign_id, c.name, r.code,
             null::bigint as minor, null as currency, null as order_name
        from recipient r
        join campaign c on c.shop_id = r.shop_id and c.id = r.campaign_id
       where r.shop_id = ${shop.id} and r.customer_id = ${customerId} and r.status = 'sent' and r.code is not null
      union all
      select 'redeemed-' || "orderId", at, 'redeemed', "campaignId", campaign, code, discount, currency, "orderName"
        from (${creditedOrdersSql(shop, Prisma.sql`o.customer_id = ${customerId}`)}) redeemed
    )
    select id, at, kind, campaign_id as "campaignId", name as campaign, code, minor, currency, order_name as "orderName"
      from entry
     ${before === null ? Prisma.empty : Prisma.sql`where (at, id collate "C") < (${before.at}, ${before.id})`}
     order by at desc, id collate "C" desc
     limit ${limit}`
  return rows.map(({ id, at, kind, campaignId, campaign, code, minor, currency, orderName }) => ({
    id,
    at,
    room: 'campaigns',
    kind,
    values: { campaign, code, ...(orderName !== null && { order: orderName }) },
    ...(minor !== null && currency !== null && { money: { minor: Number(minor), currency } }),
    link: `/app/campaigns/${campaignId}`,
  }))
}
