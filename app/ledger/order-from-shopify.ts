import { z } from 'zod'
import { normaliseEmail, parseMinor } from '../kernel/index.ts'
import { customerFromWebhook } from './customer-from-shopify.ts'
import { orderLineFromWebhook, webhookLine } from './order-line-from-shopify.ts'
import type { OrderRecord } from './records.ts'
import { refundFromWebhook } from './refund-from-shopify.ts'
import { readShape } from './shopify-json.ts'
import {
  address,
  bareId,
  currencyCode,
  decimal,
  gidText,
  moment,
  optionalMoment,
  optionalShortText,
  optionalText,
  ownId,
  text,
} from './shopify-fields.ts'

const webhook = z.object({
  id: bareId,
  admin_graphql_api_id: gidText.nullish(),
  name: text,
  email: optionalShortText,
  created_at: moment,
  processed_at: optionalMoment,
  updated_at: moment,
  cancelled_at: optionalMoment,
  test: z.boolean(),
  currency: currencyCode,
  subtotal_price: decimal,
  total_discounts: decimal,
  total_price: decimal,
  financial_status: optionalText,
  fulfillment_status: optionalText,
  source_name: optionalText,
  customer_locale: optionalText,
  discount_codes: z.array(z.object({ code: text })),
  checkout_token: optionalShortText,
  billing_address: address,
  shipping_address: address,
  customer: z.looseObject({ id: bareId }).nullish(),
  line_items: z.array(webhookLine),
  refunds: z.array(z.unknown()).nullish(),
})

/** Reads the body of orders/*. @throws MalformedBody naming the field */
export function orderFromWebhook(body: unknown, toldAt: Date): OrderRecord {
  const order = readShape('order', webhook, body)
  const id = ownId('Order', order)
  const buyer = order.customer ? customerFromWebhook(order.customer, toldAt) : null
  const person = order.billing_address ?? order.shipping_address
  return {
    id,
    name: order.name,
    buyerId: buyer?.id ?? null,
    email: normaliseEmail(order.email),
    firstName: person?.first_name ?? null,
    lastName: person?.last_name ?? null,
    city: person?.city ?? null,
    countryCode: person?.country_code ?? null,
    createdAt: order.created_at,
    processedAt: order.processed_at ?? order.created_at,
    updatedAt: order.updated_at,
    toldAt,
    cancelledAt: order.cancelled_at,
    test: order.test,
    currency: order.currency,
    subtotalMinor: parseMinor(order.subtotal_price, order.currency),
    discountMinor: parseMinor(order.total_discounts, order.currency),
    totalMinor: parseMinor(order.total_price, order.currency),
    financialStatus: order.financial_status?.toLowerCase() ?? null,
    fulfillmentStatus: fulfillmentOf(order.fulfillment_status),
    channel: order.source_name,
    locale: order.customer_locale,
    discountCodes: order.discount_codes.map(({ code }) => code),
    checkoutToken: order.checkout_token,
    buyer: buyer && { ...buyer, createdAt: order.customer?.created_at ? buyer.createdAt : order.created_at },
    lines: order.line_items.map((line) => orderLineFromWebhook(line, id, order.currency)),
    refunds: (order.refunds ?? []).map((refund) => ({
      ...refundFromWebhook(refund, order.currency, toldAt),
      updatedAt: order.updated_at,
    })),
    complete: true,
  }
}

/** REST says null, partial, fulfilled; GraphQL UNFULFILLED, PARTIALLY_FULFILLED, FULFILLED. */
export function fulfillmentOf(status: string | null): string | null {
  const lower = status?.toLowerCase() ?? null
  if (lower === 'unfulfilled') return null
  return lower === 'partially_fulfilled' ? 'partial' : lower
}
