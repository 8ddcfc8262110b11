import type { CustomerId, ShopId } from '../kernel/index.ts'
import { Prisma } from '../platform/index.server.ts'

/** Whose history: named customers, those from one id to another, or everyone. The SQL is the same but for this condition. */
export type Whose = { shopId: ShopId; customerIds: CustomerId[] | IdRange | 'everyone' }
export type Few = { shopId: ShopId; customerIds: CustomerId[] }
export type IdRange = { from: CustomerId; to: CustomerId }

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
      select r.order_id, sum(r.total_minor) as minor from refund r
      where r.shop_id = ${whose.shopId}
        ${whose.customerIds === 'everyone' ? Prisma.empty : Prisma.sql`and r.order_id in (select id from counted)`}
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

/** The condition that keeps a query to these customers. */
export function only({ customerIds }: Whose, column: Prisma.Sql): Prisma.Sql {
  if (customerIds === 'everyone') return Prisma.empty
  if (Array.isArray(customerIds)) return Prisma.sql`and ${column} = any(${customerIds}::bigint[])`
  return Prisma.sql`and ${column} between ${customerIds.from}::bigint and ${customerIds.to}::bigint`
}
