import { earlierSql, type ReadTimeline } from '../../platform/index.server.ts'
import { orderLink } from './order-link.ts'

type Row = {
  id: string
  at: Date
  kind: string
  orderId: bigint
  order: string
  minor: bigint | null
  currency: string
  lines: string[] | null
}

/** Money given back (`refund`) and goods on their way back (`return-<status>`), newest first, with the pieces. */
export const returnsTimeline: ReadTimeline = async (db, shop, customerId, before, limit) => {
  const rows = await db.$queryRaw<Row[]>`
    with mine as (
      select id, name, currency from shop_order
       where shop_id = ${shop.id} and customer_id = ${customerId} and deleted_at is null
    ), page as (
      select * from (
        select 'refund-' || r.id as id, r.created_at as at, 'refund' as kind, mine.id as order_id, r.id as refund_id,
               mine.name, -r.total_minor as minor, mine.currency
          from mine join refund r on r.shop_id = ${shop.id} and r.order_id = mine.id
        union all
        select 'return-' || b.id, b.told_at, 'return-' || b.status, mine.id, null, mine.name, null, mine.currency
          from mine join order_return b on b.shop_id = ${shop.id} and b.order_id = mine.id
      ) entry
       where true ${earlierSql('at', 'id', before)}
       order by at desc, id collate "C" desc
       limit ${limit}
    )
    select id, at, kind, order_id as "orderId", name as "order", minor, currency, (
      select array_agg(back.quantity || ' × ' || concat_ws(', ', l.title, l.variant_title) order by l.id)
        from refund_line back
        join order_line l on l.shop_id = back.shop_id and l.order_id = back.order_id and l.id = back.order_line_id
       where back.shop_id = ${shop.id} and back.order_id = page.order_id and back.refund_id = page.refund_id
         and back.quantity > 0) as lines
      from page
     order by at desc, id collate "C" desc`
  return rows.map(({ id, at, kind, orderId, order, minor, currency, lines }) => ({
    ...{ id, at, room: 'ledger', kind },
    values: { order },
    ...(minor !== null && { money: { minor: Number(minor), currency } }),
    link: orderLink(orderId),
    ...(lines !== null && { lines }),
  }))
}
