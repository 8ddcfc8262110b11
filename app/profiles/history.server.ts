import type { CustomerId, ShopId } from '../kernel/index.ts'
import { Prisma } from '../platform/index.server.ts'

/** Whose history: named customers, or everyone in the shop. The SQL is the same but for this one condition. */
export type Whose = { shopId: ShopId; customerIds: CustomerId[] | 'everyone' }

/**
 * Common table expressions over the ledger for these customers:
 * `counted` (the orders that count: not cancelled, no tests, not deleted), `refunded` (money given back by order) and
 * `history` (customer_id, orders, spent net of refunds in minor units, first_at, last_at). An order in another currency than
 * the shop's (a shop may change it) is an order, but no money: amounts of two currencies have no sum.
 */
export function historySql(whose: Whose): Prisma.Sql {
  return Prisma.sql`
    counted as (
      select o.id, o.customer_id, o.processed_at, o.total_minor, o.currency = s.currency as is_money
      from shop_order o join shop s on s.id = o.shop_id
      where o.shop_id = ${whose.shopId} and o.customer_id is not null ${only(whose, Prisma.sql`o.customer_id`)}
        and o.cancelled_at is null and o.deleted_at is null and not o.test
    ),
    refunded as (
      select r.order_id, sum(r.total_minor) as minor
      from counted c join refund r on r.shop_id = ${whose.shopId} and r.order_id = c.id
      group by r.order_id
    ),
    history as (
      select c.customer_id, count(*)::int as orders,
        coalesce(sum(c.total_minor - coalesce(r.minor, 0)) filter (where c.is_money), 0)::bigint as spent,
        min(c.processed_at) as first_at, max(c.processed_at) as last_at
      from counted c left join refunded r on r.order_id = c.id
      group by c.customer_id
    )`
}

/**
 * After historySql: `kept` (what a customer bought and did not return, by product type), `asked` (questions by product
 * type) and `evidence` (both together: customer_id, value, orders, pieces, spent, last_at, questions, asked_at). The
 * lines of an order whose money was given back in full say nothing about liking.
 */
export function evidenceSql(whose: Whose): Prisma.Sql {
  return Prisma.sql`
    returned as (
      select l.order_id, l.order_line_id, sum(l.quantity)::int as pieces, sum(l.subtotal_minor) as minor
      from counted c join refund_line l on l.shop_id = ${whose.shopId} and l.order_id = c.id
      group by l.order_id, l.order_line_id
    ),
    kept as (
      select c.customer_id, p.product_type as value, count(distinct c.id)::int as orders,
        sum(l.quantity - coalesce(b.pieces, 0))::int as pieces,
        coalesce(sum(greatest(l.price_minor * l.quantity - l.discount_minor - coalesce(b.minor, 0), 0))
          filter (where c.is_money), 0)::bigint as spent,
        max(c.processed_at) as last_at
      from counted c
      join order_line l on l.shop_id = ${whose.shopId} and l.order_id = c.id
      join product p on p.shop_id = ${whose.shopId} and p.id = l.product_id and p.product_type <> ''
      left join returned b on b.order_id = l.order_id and b.order_line_id = l.id
      left join refunded r on r.order_id = c.id
      where l.quantity > coalesce(b.pieces, 0) and not (c.total_minor > 0 and coalesce(r.minor, 0) >= c.total_minor)
      group by c.customer_id, p.product_type
    ),
    asked as (
      select s.customer_id, s.product_type as value, count(*)::int as questions, max(s.created_at) as asked_at
      from service_request s
      where s.shop_id = ${whose.shopId} and s.product_type <> '' ${only(whose, Prisma.sql`s.customer_id`)}
      group by s.customer_id, s.product_type
    ),
    evidence as (
      select customer_id, value, coalesce(kept.orders, 0) as orders, coalesce(kept.pieces, 0) as pieces,
        coalesce(kept.spent, 0) as spent, kept.last_at, coalesce(asked.questions, 0) as questions, asked.asked_at
      from kept full join asked using (customer_id, value)
    )`
}

/** The condition that keeps a query to these customers. */
export function only(whose: Whose, column: Prisma.Sql): Prisma.Sql {
  return whose.customerIds === 'everyone'
    ? Prisma.empty
    : Prisma.sql`and ${column} = any(${whose.customerIds}::bigint[])`
}
