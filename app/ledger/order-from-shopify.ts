import { z } from 'zod'
import { idFromGid, normaliseEmail, parseMinor, toId, type CustomerId } from '../kernel/index.ts'
import { customerFromWebhook } from './customer-from-shopify.ts'
import { orderLineFromBulk, orderLineFromWebhook, webhookLine } from './order-line-from-shopify.ts'
import type { OrderRecord } from './records.ts'
import { refundFromWebhook } from './refund-from-shopify.ts'
import { readShape } from './shopify-json.ts'
import {
  address,
  bareId,
  currencyCode,
  decimal,
  gidText,
  minorOf,
  moment,
  moneyBag,
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
    buyer: buyer && { ...buyer, createdAt: order.customer?.created_at ? buyer.createdAt : order.created_at },
    lines: order.line_items.map((line) => orderLineFromWebhook(line, id, order.currency)),
    refunds: (order.refunds ?? []).map((refund) => ({
      ...refundFromWebhook(refund, order.currency, toldAt),
      updatedAt: order.updated_at,
    })),
    complete: true,
  }
}

const nodeAddress = z
  .object({ firstName: optionalText, lastName: optionalText, city: optionalText, countryCodeV2: optionalText })
  .nullish()

const node = z.object({
  id: gidText,
  name: text,
  email: optionalText,
  createdAt: moment,
  processedAt: moment,
  updatedAt: moment,
  cancelledAt: optionalMoment,
  test: z.boolean(),
  currencyCode: text,
  subtotalPriceSet: moneyBag.nullish(),
  totalDiscountsSet: moneyBag.nullish(),
  totalPriceSet: moneyBag,
  displayFinancialStatus: optionalText,
  displayFulfillmentStatus: optionalText,
  sourceName: optionalText,
  customerLocale: optionalText,
  discountCodes: z.array(text),
  customer: z.object({ id: gidText }).nullish(),
  billingAddress: nodeAddress,
  shippingAddress: nodeAddress,
  refunds: z.array(
    z.object({ id: gidText, createdAt: optionalMoment, note: optionalText, totalRefundedSet: moneyBag }),
  ),
})

/** What a bulk export must ask of each order for orderFromBulk. A list, such as refunds, may hold no connection there. */
export const ORDER_FIELDS = `id name email createdAt processedAt updatedAt cancelledAt test currencyCode
  subtotalPriceSet { shopMoney { amount } } totalDiscountsSet { shopMoney { amount } } totalPriceSet { shopMoney { amount } }
  displayFinancialStatus displayFulfillmentStatus sourceName customerLocale discountCodes
  customer { id }
  billingAddress { firstName lastName city countryCodeV2 }
  shippingAddress { firstName lastName city countryCodeV2 }
  refunds { id createdAt note totalRefundedSet { shopMoney { amount } } }`

/** Reads an order of a bulk export that began at `toldAt`; `lines` are its children so far. @throws MalformedBody naming the field */
export function orderFromBulk(given: unknown, lines: unknown[], toldAt: Date): OrderRecord {
  const order = readShape('order', node, given)
  const id = idFromGid('Order', order.id)
  const currency = order.currencyCode
  const person = order.billingAddress ?? order.shippingAddress
  return {
    id,
    name: order.name,
    buyerId: order.customer ? toId<CustomerId>(idFromGid('Customer', order.customer.id)) : null,
    email: normaliseEmail(order.email),
    firstName: person?.firstName ?? null,
    lastName: person?.lastName ?? null,
    city: person?.city ?? null,
    countryCode: person?.countryCodeV2 ?? null,
    createdAt: order.createdAt,
    processedAt: order.processedAt,
    updatedAt: order.updatedAt,
    toldAt,
    cancelledAt: order.cancelledAt,
    test: order.test,
    currency,
    subtotalMinor: order.subtotalPriceSet ? minorOf(order.subtotalPriceSet, currency) : 0,
    discountMinor: order.totalDiscountsSet ? minorOf(order.totalDiscountsSet, currency) : 0,
    totalMinor: minorOf(order.totalPriceSet, currency),
    financialStatus: order.displayFinancialStatus?.toLowerCase() ?? null,
    fulfillmentStatus: fulfillmentOf(order.displayFulfillmentStatus),
    channel: order.sourceName,
    locale: order.customerLocale,
    discountCodes: order.discountCodes,
    buyer: null,
    lines: lines.map((line) => orderLineFromBulk(line, id, currency)),
    refunds: order.refunds.map((refund) => ({
      orderId: id,
      id: idFromGid('Refund', refund.id),
      createdAt: refund.createdAt ?? order.updatedAt,
      updatedAt: order.updatedAt,
      toldAt,
      totalMinor: minorOf(refund.totalRefundedSet, currency),
      note: refund.note,
      lines: null,
    })),
  }
}

/** REST says null, partial, fulfilled; GraphQL UNFULFILLED, PARTIALLY_FULFILLED, FULFILLED. */
function fulfillmentOf(status: string | null): string | null {
  const lower = status?.toLowerCase() ?? null
  if (lower === 'unfulfilled') return null
  return lower === 'partially_fulfilled' ? 'partial' : lower
}
