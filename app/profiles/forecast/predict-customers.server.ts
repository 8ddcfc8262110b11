import { type CustomerId, type ShopId } from '../../kernel/index.ts'
import type { Transaction } from '../../platform/index.server.ts'
import { buyerAt, calibrate, predictBuyer } from '../prediction/index.ts'
import { readBuyingRows } from './buying-rows.server.ts'
import { settleChecks } from './checks.server.ts'
import { dayNumber, readDays } from './days.ts'
import { predictionRow } from './prediction-row.ts'
import { lawsOf } from './stored-model.ts'
import { writeFew } from './write-predictions.server.ts'

/** Predicts these customers anew by the laws that were fitted to the shop last; nothing before the first fit. */
export async function predictCustomers(
  tx: Transaction,
  { shopId, customerIds }: { shopId: ShopId; customerIds: CustomerId[] },
  now: Date,
): Promise<void> {
  const model = await tx.predictionModel.findUnique({ where: { shopId } })
  const laws = model && lawsOf(model)
  if (!laws) return
  const { timeZone } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } })
  const today = dayNumber({ timeZone }, now)
  const found = await readBuyingRows(tx, { shopId, customerIds })
  const days = new Map(found.map(([customer = '', text = '']) => [customer, readDays(text)]))
  const { customers, histories } = calibrate(days, today)
  const horizons = { value: model.valueDays, churn: model.churnDays }
  const rows = customers.map((customer, i) =>
    predictionRow(customer, predictBuyer(laws, buyerAt(histories, i), horizons), today),
  )
  const known = new Set(customers)
  const gone = customerIds.filter((id) => !known.has(String(id)))
  if (gone.length > 0) await tx.prediction.deleteMany({ where: { shopId, customerId: { in: gone } } })
  await writeFew(tx, shopId, rows, now)
  await settleChecks(tx, { shopId, customerIds }, now)
}
