import type { FieldRow } from '../../kernel/index.ts'
import { Prisma, eachRow, listRows, type Transaction } from '../../platform/index.server.ts'
import { historySql, only, type Whose } from '../history.server.ts'

/**
 * One row a customer: the id, and the days of the shop's time zone with an order as readDays reads them. What counts, and
 * which money, is as historySql says.
 */
export function readBuyingRows(tx: Transaction, whose: Whose): Promise<string[][]> {
  return readPairs(
    tx,
    whose,
    Prisma.sql`
      with ${historySql(whose)},
      bought as (
        select c.customer_id, (c.processed_at at time zone s.time_zone)::date - date '1970-01-01' as day,
          sum(c.total_minor - coalesce(r.minor, 0)) filter (where c.is_money) as minor
        from counted c cross join shop s left join refunded r on r.order_id = c.id
        where s.id = ${whose.shopId}
        group by 1, 2
      )
      select customer_id, string_agg(day || ':' || coalesce(minor::text, ''), ' ' order by day)
      from bought group by customer_id order by customer_id`,
  )
}

/** One row a customer and product type: the type, and the days on which she bought it. Pieces that came back count too. */
export function readTypeRows(tx: Transaction, whose: Whose): Promise<string[][]> {
  return readPairs(
    tx,
    whose,
    Prisma.sql`
      with bought as (
        select distinct o.customer_id, p.product_type as type,
          (o.processed_at at time zone s.time_zone)::date - date '1970-01-01' as day
        from shop_order o
        join shop s on s.id = o.shop_id
        join order_line l on l.shop_id = o.shop_id and l.order_id = o.id
        join product p on p.shop_id = l.shop_id and p.id = l.product_id
        where o.shop_id = ${whose.shopId} and o.customer_id is not null ${only(whose, Prisma.sql`o.customer_id`)}
          and o.cancelled_at is null and o.deleted_at is null and not o.test and p.product_type <> ''
      )
      select type, string_agg(day || ':', ' ' order by day) from bought group by customer_id, type`,
  )
}

async function readPairs(tx: Transaction, whose: Whose, sql: Prisma.Sql): Promise<string[][]> {
  const pairs: string[][] = []
  const take = (row: FieldRow): void => void pairs.push([row.text(0), row.text(1)])
  if (Array.isArray(whose.customerIds)) for (const row of await listRows(tx, sql)) take(row)
  else await eachRow(tx, sql, take)
  return pairs
}
