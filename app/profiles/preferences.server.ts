import { Prisma, type Transaction } from '../platform/index.server.ts'
import { evidenceSql, historySql, only, type Whose } from './history.server.ts'
import { HABIT_ORDERS, QUESTION_ORDERS } from './preference-score.ts'

/** Replaces these customers' preferences by what the ledger and their questions say now, scored as preferenceScore does. */
export async function writePreferences(tx: Transaction, whose: Whose): Promise<void> {
  await tx.$executeRaw`delete from preference where shop_id = ${whose.shopId} ${only(whose, Prisma.sql`customer_id`)}`
  await tx.$executeRaw`
    with ${historySql(whose)}, ${evidenceSql(whose)},
    habits as (
      select value, order_share, money_share from habit where shop_id = ${whose.shopId} and kind = 'product_type'
    ),
    seen as (
      select e.*, coalesce(h.orders, 0) as of_orders, sum(e.spent) over customer as of_spent,
        sum(e.questions) over customer as of_questions,
        coalesce(b.order_share, 0) as order_share, coalesce(b.money_share, 0) as money_share
      from evidence e
      left join history h on h.customer_id = e.customer_id
      left join habits b on b.value = e.value
      window customer as (partition by e.customer_id)
    ),
    scored as (
      select *, ((orders + q * questions + h * order_share) / (of_orders + q * of_questions + h)
        + (of_orders * coalesce(spent / nullif(of_spent, 0)::float8, 0) + h * money_share) / (of_orders + h)) / 2 as score
      from seen cross join (select ${HABIT_ORDERS}::float8 as h, ${QUESTION_ORDERS}::float8 as q) law
    )
    insert into preference (shop_id, customer_id, kind, value, orders, of_orders, pieces, spent_minor, last_order_at,
      questions, last_asked_at, score, rank)
    select ${whose.shopId}, customer_id, 'product_type', value, orders, of_orders, pieces, spent, last_at,
      questions, asked_at, score,
      row_number() over (partition by customer_id order by score desc, greatest(last_at, asked_at) desc, value)
    from scored`
}
