import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'

/** Whether the shop has this customer. */
export async function isLiving(db: Queryable, shop: Pick<Shop, 'id'>, id: CustomerId): Promise<boolean> {
  return (await db.customer.count({ where: { shopId: shop.id, id, deletedAt: null } })) > 0
}
