import { z } from 'zod'
import { parseMinor, toId, type OrderId, type OrderLineId } from '../kernel/index.ts'
import type { RefundRecord } from './records.ts'
import { readShape } from './shopify-json.ts'
import { bareId, count, decimal, gidText, moment, optionalText, ownId, text } from './shopify-fields.ts'

const amountOrNumber = z.union([decimal, z.number().transform(String).pipe(decimal)])

const webhook = z.object({
  id: bareId,
  admin_graphql_api_id: gidText.nullish(),
  order_id: bareId,
  created_at: moment,
  note: optionalText,
  refund_line_items: z.array(
    z.object({
      line_item_id: bareId,
      quantity: count,
      subtotal: amountOrNumber,
      total_tax: amountOrNumber.nullish(),
      subtotal_set: z.object({ shop_money: z.object({ amount: decimal }) }).nullish(),
      line_item: z.object({ admin_graphql_api_id: gidText.nullish() }).nullish(),
    }),
  ),
  transactions: z.array(z.object({ kind: text, status: text, amount: decimal, currency: optionalText })).nullish(),
})

type WebhookRefund = z.infer<typeof webhook>

/**
 * Reads refunds/create, and the refunds inside an order, which know a later version: the order's.
 * @param currency the shop's
 * @throws MalformedBody naming the field
 */
export function refundFromWebhook(body: unknown, currency: string, toldAt: Date): RefundRecord {
  const refund = readShape('refund', webhook, body)
  return {
    orderId: toId<OrderId>(refund.order_id),
    id: ownId('Refund', refund),
    createdAt: refund.created_at,
    updatedAt: refund.created_at,
    toldAt,
    totalMinor: paidBack(refund, currency) ?? returned(refund, currency),
    note: refund.note,
    lines: mergeLines(refund, currency),
    complete: true,
  }
}

/** Money that went back; null where it is in another currency than the shop's, or no payment is named. */
function paidBack({ transactions }: WebhookRefund, currency: string): number | null {
  const payments = (transactions ?? []).filter(
    ({ kind, status }) => kind === 'refund' && status !== 'failure' && status !== 'error',
  )
  if (payments.length === 0) return null
  if (payments.some((payment) => payment.currency !== null && payment.currency !== currency)) return null
  return payments.reduce((sum, payment) => sum + parseMinor(payment.amount, currency), 0)
}

function returned({ refund_line_items: lines }: WebhookRefund, currency: string): number {
  return lines.reduce((sum, line) => sum + subtotalOf(line, currency), 0)
}

/** A refund may name one order line twice, restocked and not; we keep one row for both. */
function mergeLines({ refund_line_items: lines }: WebhookRefund, currency: string): NonNullable<RefundRecord['lines']> {
  const merged = new Map<OrderLineId, { orderLineId: OrderLineId; quantity: number; subtotalMinor: number }>()
  for (const line of lines) {
    const orderLineId = ownId('LineItem', {
      id: line.line_item_id,
      admin_graphql_api_id: line.line_item?.admin_graphql_api_id,
    })
    const known = merged.get(orderLineId) ?? { orderLineId, quantity: 0, subtotalMinor: 0 }
    merged.set(orderLineId, {
      orderLineId,
      quantity: known.quantity + line.quantity,
      subtotalMinor: known.subtotalMinor + subtotalOf(line, currency),
    })
  }
  return [...merged.values()]
}

function subtotalOf(line: WebhookRefund['refund_line_items'][number], currency: string): number {
  return parseMinor(line.subtotal_set?.shop_money.amount ?? line.subtotal, currency)
}
