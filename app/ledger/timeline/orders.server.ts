import { earlierSql, type ReadTimeline } from '../../platform/index.server.ts'
import { orderLink } from './order-link.ts'

type Row = {
  id: string
  at: Date
  kind: 'order' | 'cancelled' | 'test'
  orderId: bigint
  order: string
  minor: bigint
  currency: string
  lines: string[] | null
}

/** A customer's orders (`order`, `cancelled`, `test`), newest first, with the pieces. */
export const ordersTimeline: ReadTimeline = async (db, shop, customerId, before, limit) => {
  const rows = await db.$queryRaw<Row[]>`
    with page as (
      select 'order-' || id as id, processed_at as at, id as order_id, name, total_minor as minor, currency,
             case when test then 'test' when cancelled_at is not null then 'cancelled' else 'order' end as kind
        from shop_order
       where shop_id = ${shop.id} and customer_id = ${customerId} and deleted_at is null
         ${earlierSql('processed_at', `'order-' || id`, before)}
       order by processed_at desc, ('order-' || id) collate "C" desc
       limit ${limit}
    )
    select id, at, kind, order_id as "orderId", name as "order", minor, currency, (
      select array_agg(l.quantity || ' × ' || concat_ws(', ', l.title, l.variant_title) order by l.id)
        from order_line l
       where l.shop_id = ${shop.id} and l.order_id = page.order_id and l.quantity > 0) as lines
      from page
     order by at desc, id collate "C" desc`
  return rows.map(({ id, at, kind, orderId, order, minor, currency, lines }) => ({
    ...{ id, at, room: 'ledger', kind },
    values: { order },
    money: { minor: Number(minor), currency },
    link: orderLink(orderId),
    ...(lines !== null && { lines }),
  }))
}
