import type { Shop } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'

const MANY = 5_000

/** Whether the shop has so many variants that their stock is read whole at night only. */
export async function variantsAreMany(db: Queryable, shop: Pick<Shop, 'id'>): Promise<boolean> {
  const beyond = await db.variant.findMany({ where: { shopId: shop.id }, select: { id: true }, skip: MANY, take: 1 })
  return beyond.length > 0
}
