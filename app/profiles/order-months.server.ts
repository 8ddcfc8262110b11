import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import { MONTHS, fillMonths, type OrderMonth } from './order-months.ts'

/** A customer's orders of the last two years by month of the shop's time zone, net of refunds; months without orders too. */
export async function readOrderMonths(db: Queryable, shop: Shop, id: CustomerId, now: Date): Promise<OrderMonth[]> {
  const rows = await db.$queryRaw<{ month: string; orders: number; minor: bigint }[]>`
    select to_char(o.processed_at at time zone ${shop.timeZone}, 'YYYY-MM') as month, count(*)::int as orders,
           coalesce(sum(o.total_minor - coalesce(back.minor, 0)) filter (where o.currency = ${shop.currency}), 0)::bigint as minor
      from shop_order o
      left join lateral (
        select sum(r.total_minor) as minor from refund r where r.shop_id = o.shop_id and r.order_id = o.id) back on true
     where o.shop_id = ${shop.id} and o.customer_id = ${id} and o.cancelled_at is null and o.deleted_at is null
       and not o.test and o.processed_at >= ${now}::timestamptz - make_interval(months => ${MONTHS})
     group by 1`
  return fillMonths(
    rows.map(({ month, orders, minor }) => ({ month, orders, minor: Number(minor) })),
    { timeZone: shop.timeZone, now },
  )
}
