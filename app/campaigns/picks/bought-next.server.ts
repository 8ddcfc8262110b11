import type { Shop } from '../../kernel/index.ts'
import type { Database } from '../../platform/index.server.ts'

// What few others bought afterwards is chance, and of what many bought a few suffice.
const FEWEST_PEOPLE = 2
const MOST_NEXT = 12

/** Counts anew what people bought in the order after the one that held a product, for the whole shop at once. */
export async function countBoughtNext(db: Database, shop: Pick<Shop, 'id'>): Promise<void> {
  await db.$transaction(
    async (tx) => {
      await tx.$executeRaw`delete from bought_next where shop_id = ${shop.id}`
      await tx.$executeRaw`
        with placed as (
          select id, customer_id, lead(id) over (partition by customer_id order by processed_at, id) as next_id
            from shop_order
           where shop_id = ${shop.id} and customer_id is not null and not test
             and cancelled_at is null and deleted_at is null
        ), pair as (
          select line.product_id, next.product_id as next_product_id, count(distinct placed.customer_id)::int as people
            from placed
            join order_line line on line.shop_id = ${shop.id} and line.order_id = placed.id
            join order_line next on next.shop_id = ${shop.id} and next.order_id = placed.next_id
           where line.product_id is not null and next.product_id is not null and line.product_id <> next.product_id
           group by 1, 2
          having count(distinct placed.customer_id) >= ${FEWEST_PEOPLE}
        ), ranked as (
          select *, row_number() over (partition by product_id order by people desc, next_product_id) as place from pair
        )
        insert into bought_next (shop_id, product_id, next_product_id, people)
        select ${shop.id}, product_id, next_product_id, people from ranked where place <= ${MOST_NEXT}`
    },
    { timeout: 600_000, maxWait: 10_000 },
  )
}
