import type { Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import { tables, writeNewest } from './newest.server.ts'
import type { Recorded } from './recorded.ts'
import type { ReturnRecord } from './return-from-shopify.ts'
import { takeTurnOfOrders } from './turns.server.ts'

/** Writes a return in its order's turn, so that either of the two, whichever comes later, tells of the buyer. */
export async function recordReturn(tx: Transaction, shop: Shop, told: ReturnRecord): Promise<Recorded> {
  const { customerIds } = await takeTurnOfOrders(tx, shop, [told.orderId])
  const applied = await writeNewest(tx, shop, tables.orderReturn, told)
  return { applied, customerIds: applied > 0 ? customerIds : [] }
}
