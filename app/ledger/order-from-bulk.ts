import { normaliseEmail, type OrderId } from '../kernel/index.ts'
import {
  countIn,
  fieldsOf,
  flagIn,
  idIn,
  idOf,
  listIn,
  minorIn,
  momentIn,
  optionalFields,
  optionalMomentIn,
  optionalTextIn,
  textIn,
  textsIn,
  type Fields,
} from './bulk-fields.ts'
import { fulfillmentOf } from './order-from-shopify.ts'
import type { OrderLineRecord, OrderRecord, RefundRecord } from './records.ts'

/** What a bulk export must ask of each order for orderFromBulk. A list, such as refunds, may hold no connection there. */
export const ORDER_FIELDS = `id name email createdAt processedAt updatedAt cancelledAt test currencyCode
  subtotalPriceSet { shopMoney { amount } } totalDiscountsSet { shopMoney { amount } } totalPriceSet { shopMoney { amount } }
  displayFinancialStatus displayFulfillmentStatus sourceName customerLocale discountCodes checkoutToken
  customer { id }
  billingAddress { firstName lastName city countryCodeV2 }
  shippingAddress { firstName lastName city countryCodeV2 }
  refunds { id createdAt note totalRefundedSet { shopMoney { amount } } }`

/** Reads an order of a bulk export that began at `toldAt`; `lines` are its children so far. @throws MalformedBody naming the field */
export function orderFromBulk(given: unknown, lines: unknown[], toldAt: Date): OrderRecord {
  const order = fieldsOf('order', given)
  const currency = textIn(order, 'currencyCode', 'order')
  const person = optionalFields(order, 'billingAddress', 'order') ?? optionalFields(order, 'shippingAddress', 'order')
  const money = (key: string) => (order[key] == null ? 0 : minorIn(order, key, currency, 'order'))
  const id = idIn('Order', order, 'id', 'order')
  const record: OrderRecord = {
    id,
    name: textIn(order, 'name', 'order'),
    buyerId: idOf('Customer', order, 'customer', 'order'),
    email: normaliseEmail(optionalTextIn(order, 'email', 'order')),
    firstName: person && optionalTextIn(person, 'firstName', 'order.address'),
    lastName: person && optionalTextIn(person, 'lastName', 'order.address'),
    city: person && optionalTextIn(person, 'city', 'order.address'),
    countryCode: person && optionalTextIn(person, 'countryCodeV2', 'order.address'),
    createdAt: momentIn(order, 'createdAt', 'order'),
    processedAt: momentIn(order, 'processedAt', 'order'),
    updatedAt: momentIn(order, 'updatedAt', 'order'),
    toldAt,
    cancelledAt: optionalMomentIn(order, 'cancelledAt', 'order'),
    test: flagIn(order, 'test', 'order'),
    currency,
    subtotalMinor: money('subtotalPriceSet'),
    discountMinor: money('totalDiscountsSet'),
    totalMinor: minorIn(order, 'totalPriceSet', currency, 'order'),
    financialStatus: optionalTextIn(order, 'displayFinancialStatus', 'order')?.toLowerCase() ?? null,
    fulfillmentStatus: fulfillmentOf(optionalTextIn(order, 'displayFulfillmentStatus', 'order')),
    channel: optionalTextIn(order, 'sourceName', 'order'),
    locale: optionalTextIn(order, 'customerLocale', 'order'),
    discountCodes: textsIn(order, 'discountCodes', 'order'),
    checkoutToken: optionalTextIn(order, 'checkoutToken', 'order'),
    buyer: null,
    lines: lines.map((line) => orderLineFromBulk(line, id, currency)),
    refunds: [],
  }
  for (const refund of listIn(order, 'refunds', 'order')) record.refunds.push(refundFromBulk(refund, record))
  return record
}

// A list in a bulk query cannot hold the refund's lines, so they are concluded later.
function refundFromBulk(given: unknown, { id: orderId, currency, updatedAt, toldAt }: OrderRecord): RefundRecord {
  const refund = fieldsOf('order.refund', given)
  return {
    orderId,
    id: idIn('Refund', refund, 'id', 'order.refund'),
    createdAt: optionalMomentIn(refund, 'createdAt', 'order.refund') ?? updatedAt,
    updatedAt,
    toldAt,
    totalMinor: minorIn(refund, 'totalRefundedSet', currency, 'order.refund'),
    note: optionalTextIn(refund, 'note', 'order.refund'),
    lines: null,
  }
}

/** What a bulk export must ask of each order line for orderLineFromBulk. */
export const ORDER_LINE_FIELDS = `id title variantTitle sku vendor quantity currentQuantity
  product { id } variant { id }
  originalUnitPriceSet { shopMoney { amount } }
  discountAllocations { allocatedAmountSet { shopMoney { amount } } }`

/** Reads a line of a bulk export. @throws MalformedBody naming the field */
export function orderLineFromBulk(given: unknown, orderId: OrderId, currency: string): OrderLineRecord {
  const line = fieldsOf('line', given)
  const quantity = countIn(line, 'quantity', 'line')
  return {
    orderId,
    id: idIn('LineItem', line, 'id', 'line'),
    productId: idOf('Product', line, 'product', 'line'),
    variantId: idOf('ProductVariant', line, 'variant', 'line'),
    title: textIn(line, 'title', 'line'),
    variantTitle: optionalTextIn(line, 'variantTitle', 'line'),
    sku: optionalTextIn(line, 'sku', 'line'),
    vendor: optionalTextIn(line, 'vendor', 'line'),
    quantity,
    priceMinor: minorIn(line, 'originalUnitPriceSet', currency, 'line'),
    discountMinor: discountOf(line, currency),
    removed: quantity - countIn(line, 'currentQuantity', 'line'),
  }
}

function discountOf(line: Fields, currency: string): number {
  let discount = 0
  for (const share of listIn(line, 'discountAllocations', 'line')) {
    discount += minorIn(fieldsOf('line.discountAllocations', share), 'allocatedAmountSet', currency, 'line')
  }
  return discount
}
