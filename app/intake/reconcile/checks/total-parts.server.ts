import { recordPurchaseTotal } from '../../../ledger/index.server.ts'
import type { Look } from './check.server.ts'
import type { Found } from './mend-found.server.ts'
import type { OrderParts } from './parts-of-order.server.ts'

/** What Shopify counts for the buyers of these orders, where that differs from what it last told. */
export async function totalsDiffering({ parts, run: { shop }, until }: Look, told: OrderParts[]): Promise<Found[]> {
  // Of one who has just changed a webhook may be on its way; the overlap sees him again.
  const settled = told.flatMap(({ total }) => (total && total.changedAt < until ? [total.told] : []))
  const totals = [...new Map(settled.map((total) => [total.customerId, total])).values()]
  const ids = totals.map(({ customerId }) => customerId)
  const held = await parts.db.purchaseTotal.findMany({ where: { shopId: shop.id, customerId: { in: ids } } })
  return totals.flatMap((total): Found[] => {
    const row = held.find(({ customerId }) => customerId === total.customerId)
    if (row?.orders === total.orders && row.spentMinor === BigInt(total.spentMinor)) return []
    // One whose sum was never told needs no telling: the import does not bring it.
    const write: Found['write'] = (tx) => recordPurchaseTotal(tx, shop, total)
    const id = String(total.customerId)
    return [{ subject: 'purchaseTotal', id, difference: row ? 'outdated' : null, write }]
  })
}
