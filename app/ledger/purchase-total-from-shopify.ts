import { z } from 'zod'
import { parseMinor } from '../kernel/index.ts'
import { readShape } from './shopify-json.ts'
import { count, currencyCode, decimal, exactMoment, gidOf } from './shopify-fields.ts'

const webhook = z.object({
  customerId: gidOf('Customer'),
  numberOfOrders: count,
  amountSpent: z.object({ amount: decimal, currencyCode }),
  lastOrderId: gidOf('Order').nullish(),
  occurredAt: exactMoment,
})

/** What Shopify itself counts for a customer. */
export type PurchaseTotalRecord = ReturnType<typeof purchaseTotalFromWebhook>

/** Reads customers/purchasing_summary. @throws MalformedBody naming the field */
export function purchaseTotalFromWebhook(body: unknown, toldAt: Date) {
  const { customerId, numberOfOrders, amountSpent, lastOrderId, occurredAt } = readShape('purchases', webhook, body)
  return {
    customerId,
    orders: numberOfOrders,
    spentMinor: parseMinor(amountSpent.amount, amountSpent.currencyCode),
    currency: amountSpent.currencyCode,
    lastOrderId: lastOrderId ?? null,
    updatedAt: occurredAt,
    toldAt,
  }
}
