import type { Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'

/** How many orders and lines the shop has, and how many orders name nobody. */
export async function countOrders(
  db: Queryable,
  shop: Pick<Shop, 'id'>,
): Promise<{ orders: number; lines: number; anonymous: number; refunds: number }> {
  const [counts] = await db.$queryRaw<{ orders: number; lines: number; anonymous: number; refunds: number }[]>`
    select count(*)::int as orders, count(*) filter (where customer_id is null)::int as anonymous,
           (select count(*)::int from order_line where shop_id = ${shop.id}) as lines,
           (select count(*)::int from refund where shop_id = ${shop.id}) as refunds
      from shop_order where shop_id = ${shop.id} and deleted_at is null`
  return counts ?? { orders: 0, lines: 0, anonymous: 0, refunds: 0 }
}
