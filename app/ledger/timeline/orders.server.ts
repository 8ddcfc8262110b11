import type { CustomerId, Shop, TimelineEntry, TimelinePlace } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'

type Row = {
  id: string
  at: Date
  kind: 'order' | 'cancelled' | 'test' | 'refund'
  orderId: bigint
  order: string
  minor: bigint
  currency: string
  lines: string[] | null
}

/** A customer's orders (`order`, `cancelled`, `test`) and money given back (`refund`), newest first, with the pieces. */
export async function timelineOf(
  db: Queryable,
  shop: Shop,
  customerId: CustomerId,
  before: TimelinePlace | null,
  limit: number,
): Promise<TimelineEntry[]> {
  const rows = await db.$queryRaw<Row[]>`
    with mine as (
      select * from shop_order where shop_id = ${shop.id} and customer_id = ${customerId} and deleted_at is null
    ), entry as (
      select 'order-' || id as id, processed_at as at,
             case when test then 'test' when cancelled_at is not null then 'cancelled' else 'order' end as kind,
             id as order_id, null::bigint as refund_id, name, total_minor as minor, currency
        from mine
      union all
      select 'refund-' || r.id, r.created_at, 'refund', r.order_id, r.id, mine.name, -r.total_minor, mine.currency
        from mine join refund r on r.shop_id = mine.shop_id and r.order_id = mine.id
    ), page as (
      select * from entry
       ${before === null ? Prisma.empty : Prisma.sql`where (at, id collate "C") < (${before.at}, ${before.id})`}
       order by at desc, id collate "C" desc
       limit ${limit}
    )
    select id, at, kind, order_id as "orderId", name as "order", minor, currency, (
      select array_agg(pieces || ' × ' || concat_ws(', ', l.title, l.variant_title) order by l.id)
        from order_line l
        left join refund_line back on back.shop_id = l.shop_id and back.order_id = l.order_id
          and back.order_line_id = l.id and back.refund_id = page.refund_id
       cross join lateral (select case when page.refund_id is null then l.quantity else back.quantity end) n (pieces)
       where l.shop_id = ${shop.id} and l.order_id = page.order_id and pieces > 0) as lines
      from page
     order by at desc, id collate "C" desc`
  return rows.map(({ id, at, kind, orderId, order, minor, currency, lines }) => ({
    id,
    at,
    room: 'ledger',
    kind,
    values: { order },
    money: { minor: Number(minor), currency },
    link: `shopify://admin/orders/${String(orderId)}`,
    ...(lines !== null && { lines }),
  }))
}
