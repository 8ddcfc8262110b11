import { completeCheckout } from '../../../ledger/index.server.ts'
import type { Look } from './check.server.ts'
import type { Found } from './mend-found.server.ts'
import type { OrderParts } from './parts-of-order.server.ts'

/** Checkouts that have become orders, and of which no webhook said so. */
export async function checkoutsToComplete({ parts, run: { shop } }: Look, told: OrderParts[]): Promise<Found[]> {
  const orders = told.flatMap(({ orderId, checkoutToken: token }) => (token === null ? [] : [{ orderId, token }]))
  const known = await parts.db.completedCheckout.findMany({
    where: { shopId: shop.id, token: { in: orders.map(({ token }) => token) } },
  })
  return orders.flatMap(({ orderId, token }): Found[] => {
    if (known.some((row) => row.token === token)) return []
    const write: Found['write'] = async (tx) => {
      await completeCheckout(tx, shop, token, orderId)
      return 1
    }
    return [{ subject: 'checkout', id: token, difference: null, write }]
  })
}
