import type { Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import { tables, writeNewest } from './newest.server.ts'
import { takeTurn } from './locks.server.ts'
import type { PurchaseTotalRecord } from './purchase-total-from-shopify.ts'

/**
 * Keeps what Shopify counts for a customer. Of one who was deleted or merged it would be half of the truth: the
 * survivor's own sum is told for himself.
 * @returns how many rows changed
 */
export async function recordPurchaseTotal(tx: Transaction, shop: Shop, told: PurchaseTotalRecord): Promise<number> {
  const { customerId: id } = told
  await takeTurn(tx, shop, { customers: [id] })
  const gone = await tx.customer.count({ where: { shopId: shop.id, id, deletedAt: { not: null } } })
  return gone > 0 ? 0 : writeNewest(tx, shop, tables.purchaseTotal, told)
}
