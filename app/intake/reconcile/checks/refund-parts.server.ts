import type { RefundRecord } from '../../../ledger/index.ts'
import { recordRefunds } from '../../../ledger/index.server.ts'
import type { Look } from './check.server.ts'
import type { Found } from './mend-found.server.ts'
import type { OrderParts } from './parts-of-order.server.ts'

/** Refunds that are missing, or whose lines were only concluded so far, or wrongly. */
export async function refundsDiffering({ parts, run: { shop } }: Look, told: OrderParts[]): Promise<Found[]> {
  const refunds = told.flatMap((order) => order.refunds)
  const where = { shopId: shop.id, orderId: { in: refunds.map(({ orderId }) => orderId) } }
  const [held, lines] = await Promise.all([
    parts.db.refund.findMany({ where }),
    parts.db.refundLine.findMany({ where, orderBy: { orderLineId: 'asc' } }),
  ])
  return refunds.flatMap((refund): Found[] => {
    const row = held.find(({ id }) => id === refund.id)
    const own = lines.filter(({ refundId }) => refundId === refund.id)
    const same = row?.totalMinor === BigInt(refund.totalMinor) && linesOf(own) === linesOf(refund.lines ?? [])
    if (same && row.exact) return []
    const difference = row === undefined ? 'missing' : same ? null : 'outdated'
    const write: Found['write'] = (tx) => recordRefunds(tx, shop, [refund])
    return [{ subject: 'refund', id: String(refund.id), difference, write }]
  })
}

type Line = Pick<NonNullable<RefundRecord['lines']>[number], 'quantity'> & { orderLineId: bigint }

function linesOf(lines: Line[]): string {
  return lines
    .map(({ orderLineId, quantity }) => `${String(orderLineId)}x${String(quantity)}`)
    .sort()
    .join()
}
