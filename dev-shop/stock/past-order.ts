import { allocate } from '../storefront/allocate.ts'
import type { BasketLine } from './basket.ts'
import type { StockCode } from './codes.ts'
import type { Habits } from './person.ts'
import type { Random } from './random.ts'
import type { LineRow, OrderRow, RefundLineRow, RefundRow } from './inserts.ts'

const DAY = 86_400_000

/** Everything one past order leaves in the tables. */
export type PastOrder = {
  order: OrderRow
  lines: LineRow[]
  refund: { refund: RefundRow; lines: RefundLineRow[] } | null
  code: StockCode | null
}

/** What is known of an order before its history has been told. */
export type Purchase = {
  number: number
  at: Date
  /** Nothing happens after this moment. */
  until: Date
  customerId: string | null
  email: string | null
  locale: string
  address: { countryCode: string } & Record<string, string | null>
  name: { firstName: string; lastName: string }
  habits: Habits
  earlierOrders: number
  basket: BasketLine[]
}

/** Tells what becomes of a purchase: code, shipping, dispatch, return, cancellation. */
export function pastOrder(purchase: Purchase, codes: StockCode[], nextId: () => string, random: Random): PastOrder {
  const id = nextId()
  const at = purchase.at.toISOString()
  const gross = purchase.basket.reduce((sum, { variant, quantity }) => sum + variant.price * quantity, 0)
  const code = codeUsed(purchase, gross, codes, random)
  const discount = code ? discountOf(code, gross) : 0
  const lines = linesOf(purchase.basket, id, discount, nextId)
  const subtotal = gross - discount
  const shipping = shippingFor(purchase.address.countryCode, subtotal)
  const order: OrderRow = {
    id,
    number: purchase.number,
    name: `#${purchase.number}`,
    customer_id: purchase.customerId,
    email: purchase.email,
    created_at: at,
    processed_at: at,
    updated_at: at,
    cancelled_at: null,
    cancel_reason: null,
    test: random.chance(0.008) && purchase.customerId === null ? 1 : 0,
    currency: 'EUR',
    subtotal,
    total_discounts: discount,
    total_shipping: shipping,
    total_tax: taxContained(subtotal + shipping),
    total: subtotal + shipping,
    financial_status: 'PAID',
    fulfillment_status: null,
    locale: purchase.locale,
    checkout_token: null,
    discount_codes: JSON.stringify(code ? [{ code: code.code, amount: discount, type: typeOf(code) }] : []),
    shipping_address: JSON.stringify({ ...purchase.name, ...purchase.address }),
  }
  return { order, lines, code, refund: afterwards(purchase, order, lines, nextId, random) }
}

/** Minor units of shipping: free in Germany from 80 EUR. */
export function shippingFor(countryCode: string, subtotal: number): number {
  if (countryCode !== 'DE') return 990
  return subtotal >= 8000 ? 0 : 490
}

/** The value added tax of 19 % contained in a price. */
export function taxContained(gross: number): number {
  return Math.round((gross * 19) / 119)
}

function codeUsed(purchase: Purchase, gross: number, codes: StockCode[], random: Random): StockCode | null {
  const monthDay = purchase.at.toISOString().slice(5, 10)
  const atHand = codes.find((code) => code.isAtHand(monthDay, purchase.earlierOrders) && gross >= code.minimum)
  return atHand && random.chance(purchase.habits.bargains) ? atHand : null
}

function discountOf({ value }: StockCode, gross: number): number {
  return 'percentage' in value ? Math.round(gross * value.percentage) : Math.min(value.amount, gross)
}

function typeOf({ value }: StockCode): string {
  return 'percentage' in value ? 'percentage' : 'fixed_amount'
}

function linesOf(basket: BasketLine[], orderId: string, discount: number, nextId: () => string): LineRow[] {
  const worth = basket.map(({ variant, quantity }) => variant.price * quantity)
  const discounts = allocate(discount, worth)
  return basket.map(({ item, variant, quantity }, index) => ({
    id: nextId(),
    order_id: orderId,
    product_id: item.id,
    variant_id: variant.id,
    title: item.offer.title,
    variant_title: variant.title === 'Default Title' ? null : variant.title,
    sku: variant.sku,
    vendor: item.offer.vendor,
    quantity,
    price: variant.price,
    total_discount: discounts[index] ?? 0,
    position: index + 1,
  }))
}

function afterwards(
  purchase: Purchase,
  order: OrderRow,
  lines: LineRow[],
  nextId: () => string,
  random: Random,
): PastOrder['refund'] {
  const after = (days: number) => new Date(purchase.at.getTime() + days * DAY)
  const sentAt = after(1 + random.unit() * 2)
  const cancelledAt = after(random.unit() * 0.8)
  if (random.chance(0.015) && purchase.habits.returns > 0 && cancelledAt < purchase.until) {
    order.cancelled_at = cancelledAt.toISOString()
    order.cancel_reason = 'CUSTOMER'
    return refundOf(order, lines, order.total_shipping, cancelledAt, nextId)
  }
  if (sentAt >= purchase.until) return null
  order.fulfillment_status = 'FULFILLED'
  order.updated_at = sentAt.toISOString()
  const returnedAt = after(6 + random.unit() * 16)
  if (!random.chance(purchase.habits.returns) || returnedAt >= purchase.until) return null
  const returned = lines.length > 1 && random.chance(0.6) ? lines.slice(0, 1) : lines
  return refundOf(order, returned, 0, returnedAt, nextId)
}

function refundOf(
  order: OrderRow,
  lines: LineRow[],
  shipping: number,
  at: Date,
  nextId: () => string,
): PastOrder['refund'] {
  const id = nextId()
  const refundLines = lines.map((line) => ({
    id: nextId(),
    refund_id: id,
    order_line_id: line.id,
    quantity: line.quantity,
    subtotal: line.price * line.quantity - line.total_discount,
  }))
  const total = shipping + refundLines.reduce((sum, { subtotal }) => sum + subtotal, 0)
  order.updated_at = at.toISOString()
  order.financial_status = total === order.total ? 'REFUNDED' : 'PARTIALLY_REFUNDED'
  return { refund: { id, order_id: order.id, created_at: at.toISOString(), note: null, total }, lines: refundLines }
}
