import type { ProductId, Shop } from '../kernel/index.ts'
import { productFromBulk, VARIANTS_TOLD } from '../ledger/index.ts'
import { recordProducts } from '../ledger/index.server.ts'
import type { AdminApi } from '../platform/index.server.ts'
import { tellChanges } from './apply-delivery.server.ts'
import type { IntakeParts } from './parts.server.ts'
import { pagesOf } from './reconcile/pages.server.ts'
import { product } from './reconcile/subjects/product.server.ts'

/** Asks Shopify for a product with all its variants, unless it has so few that its webhook told them all. */
export async function readManyVariants(
  { db, now }: Pick<IntakeParts, 'db' | 'now'>,
  admin: AdminApi,
  shop: Shop,
  productId: ProductId,
): Promise<void> {
  if ((await db.variant.count({ where: { shopId: shop.id, productId } })) < VARIANTS_TOLD) return
  const wanted = { search: `id:${String(productId)}`, sortKey: 'ID' } as const
  for await (const { toldAt, things } of pagesOf(admin, product, wanted, now)) {
    const whole = things.map(({ node, children }) => productFromBulk(node, children, shop.currency, toldAt))
    await db.$transaction(async (tx) => {
      const { customerIds } = await recordProducts(tx, shop, whole)
      await tellChanges(tx, shop.id, customerIds)
    })
  }
}
