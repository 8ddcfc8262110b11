import { Prisma } from '../../platform/index.server.ts'
import { date, number } from './attribute-kinds.server.ts'
import type { AttributeReading } from './contract.server.ts'
import { countingOrders } from './orders.server.ts'

/** What is counted over all that a customer bought, asked or left behind. */
export const habitAttributes: Record<string, AttributeReading> = {
  discount_share: number((reading) => {
    const table = () => Prisma.sql`(
      select o.customer_id, avg((o.discount_minor > 0)::int) as share from shop_order o
       where ${countingOrders(reading)} group by o.customer_id)`
    return Prisma.sql`${reading.beside('discount_share', table)}.share`
  }),
  return_rate: number((reading) => {
    const table = () => Prisma.sql`(
      select o.customer_id, sum(coalesce(back.pieces, 0))::numeric / nullif(sum(l.quantity), 0) as share
        from shop_order o
        join order_line l on l.shop_id = o.shop_id and l.order_id = o.id
        left join ${reading.single ? Prisma.sql`lateral` : Prisma.empty} (
          select order_id, order_line_id, sum(quantity) as pieces from refund_line
           where shop_id = ${reading.shop.id} ${reading.single ? Prisma.sql`and order_id = l.order_id` : Prisma.empty}
           group by order_id, order_line_id
        ) back on back.order_id = l.order_id and back.order_line_id = l.id
       where ${countingOrders(reading)} group by o.customer_id)`
    return Prisma.sql`${reading.beside('return_rate', table)}.share`
  }),
  last_contact_date: date((reading) => {
    const table = () => Prisma.sql`(
      select s.customer_id, greatest(max(s.created_at), max(s.answered_at), max(m.created_at)) as at
        from service_request s left join message m on m.shop_id = s.shop_id and m.request_id = s.id
       where s.shop_id = ${reading.shop.id} group by s.customer_id)`
    return Prisma.sql`${reading.beside('last_contact_date', table)}.at`
  }),
  abandoned_checkout_date: date((reading) => {
    const table = () => Prisma.sql`(
      select k.customer_id, max(k.created_at) as at from checkout k
       where k.shop_id = ${reading.shop.id} and k.customer_id is not null and k.completed_at is null
         and not exists (select from completed_checkout done where done.shop_id = k.shop_id and done.token = k.token)
       group by k.customer_id)`
    return Prisma.sql`${reading.beside('abandoned_checkout_date', table)}.at`
  }),
}
