import { z } from 'zod'
import { parseMinor, toId, type OrderId, type ProductId, type VariantId } from '../kernel/index.ts'
import type { OrderLineRecord } from './records.ts'
import { bareId, count, decimal, gidText, optionalText, ownId, text } from './shopify-fields.ts'

/** A line in the body of orders/*. */
export const webhookLine = z.object({
  id: bareId,
  admin_graphql_api_id: gidText.nullish(),
  product_id: bareId.nullish(),
  variant_id: bareId.nullish(),
  title: text,
  variant_title: optionalText,
  sku: optionalText,
  vendor: optionalText,
  quantity: count,
  current_quantity: count.nullish(),
  price: decimal,
  total_discount: decimal.nullish(),
  discount_allocations: z.array(z.object({ amount: decimal })).nullish(),
})

/** Lines of an order as webhooks carry them, already checked by webhookLine. */
export function orderLineFromWebhook(
  line: z.infer<typeof webhookLine>,
  orderId: OrderId,
  currency: string,
): OrderLineRecord {
  return {
    orderId,
    id: ownId('LineItem', line),
    productId: line.product_id ? toId<ProductId>(line.product_id) : null,
    variantId: line.variant_id ? toId<VariantId>(line.variant_id) : null,
    title: line.title,
    variantTitle: line.variant_title,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    priceMinor: parseMinor(line.price, currency),
    discountMinor: discountOf(line, currency),
    removed: line.quantity - (line.current_quantity ?? line.quantity),
  }
}

// discount_allocations hold every discount's share; total_discount only what was taken off the line by hand.
function discountOf(line: z.infer<typeof webhookLine>, currency: string): number {
  const shares = line.discount_allocations ?? []
  if (shares.length === 0) return parseMinor(line.total_discount ?? '0', currency)
  return shares.reduce((sum, { amount }) => sum + parseMinor(amount, currency), 0)
}
