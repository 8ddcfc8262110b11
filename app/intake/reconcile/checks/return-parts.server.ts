import { recordReturn } from '../../../ledger/index.server.ts'
import type { Look } from './check.server.ts'
import type { Found } from './mend-found.server.ts'
import type { OrderParts } from './parts-of-order.server.ts'

/** Returns that are missing, or have gone further than the ledger knows. */
export async function returnsDiffering({ parts, run: { shop } }: Look, told: OrderParts[]): Promise<Found[]> {
  const returns = told.flatMap((order) => order.returns)
  const ids = returns.map(({ id }) => id)
  const held = await parts.db.orderReturn.findMany({ where: { shopId: shop.id, id: { in: ids } } })
  return returns.flatMap((one): Found[] => {
    const row = held.find(({ id }) => id === one.id)
    if (row?.status === one.status) return []
    const write: Found['write'] = (tx) => recordReturn(tx, shop, one)
    return [{ subject: 'return', id: String(one.id), difference: row ? 'outdated' : 'missing', write }]
  })
}
