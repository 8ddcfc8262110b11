import type { CustomerId, Shop, TimelineEntry, TimelinePlace } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'

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

/** Campaign mails that the customer was sent (`mailed`) and codes they used (`redeemed`), newest first. */
export async function timelineOf(
  db: Queryable,
  shop: Shop,
  customerId: CustomerId,
  before: TimelinePlace | null,
  limit: number,
): Promise<TimelineEntry[]> {
  const rows = await db.$queryRaw<Row[]>`
    with mine as (
      select r.campaign_id, r.code, r.sent_at, r.status, c.name, c.released_at
        from recipient r
        join campaign c on c.shop_id = r.shop_id and c.id = r.campaign_id
       where r.shop_id = ${shop.id} and r.customer_id = ${customerId} and r.code is not null
    ), entry as (
      select 'campaign-' || campaign_id as id, sent_at as at, 'mailed' as kind, campaign_id, name, code,
             null::bigint as minor, null as currency, null as order_name
        from mine where status = 'sent'
      union all
      select 'redeemed-' || o.id, o.processed_at, 'redeemed', mine.campaign_id, mine.name, mine.code,
             o.discount_minor, o.currency, o.name
        from shop_order o
        join mine on mine.code in (select upper(used) from unnest(o.discount_codes) used)
       where o.shop_id = ${shop.id} and o.customer_id = ${customerId} and o.processed_at >= mine.released_at
         and o.deleted_at is null and o.cancelled_at is null
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
