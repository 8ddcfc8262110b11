import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'

/** Whether somebody has ordered after a moment; what was cancelled, deleted or only a test is no order. */
export async function orderedSince(db: Queryable, shop: Shop, customerId: CustomerId, since: Date): Promise<boolean> {
  const [found] = await db.$queryRaw<{ ordered: boolean }[]>`
    select exists (
      select from shop_order
       where shop_id = ${shop.id} and customer_id = ${customerId} and processed_at > ${since}
         and not test and cancelled_at is null and deleted_at is null) as ordered`
  return found?.ordered === true
}
