import { z } from 'zod'
import { shopCurrency } from '../money.ts'
import type { DevShop } from '../shop.ts'
import { inTransaction, takeId } from '../state/open.ts'
import { first, run } from '../state/query.ts'
import { insertsInto } from '../stock/inserts.ts'
import { shippingFor, taxContained } from '../stock/past-order.ts'
import { announce } from '../webhooks/announce.ts'
import { accountFor } from './account.ts'
import type { Account, Buyer } from './account.ts'
import type { RefusalReason } from './discount-law.ts'
import { customerByEmail } from './discounts.ts'
import { priceCart } from './price-cart.ts'
import type { PricedCart, PricedCode, WantedLine } from './price-cart.ts'
import { newToken } from './session.ts'

export type OrderRequest = {
  buyer: Buyer
  lines: WantedLine[]
  codes: string[]
  locale: string
  /** Of the checkout that becomes this order; without one the order has a token of its own. */
  checkoutToken?: string | null
}

type KnownAccount = Extract<Account, { outcome: 'known' }>

export type PlacedOrder =
  | { outcome: 'placed'; orderId: string; name: string; customerId: string | null; total: number; discount: number }
  | { outcome: 'refused'; reason: 'empty' | 'unknown-variant' | 'unknown-customer' }
  | { outcome: 'refused'; reason: 'sold-out'; title: string; left: number }
  | { outcome: 'refused'; reason: 'discount'; code: string; because: RefusalReason }

/**
 * Pays for a cart and makes the order: customer, lines, code usage and stock change in one transaction, which also
 * announces customers/create or customers/update, orders/create, orders/paid and inventory_levels/update. A code that does not apply stops the
 * order, as at Shopify's checkout. Money in minor units.
 */
export function placeOrder(shop: DevShop, request: OrderRequest): PlacedOrder {
  return inTransaction(shop.state, () => {
    const { buyer, locale } = request
    const customerId = buyer.guest ? null : (buyer.customerId ?? customerByEmail(shop.state, buyer.email ?? null))
    const cart = priceCart(shop, request, { customerId, email: buyer.email ?? null })
    const refusal = refusalOf(cart, request)
    if (refusal) return refusal
    const account = accountFor(shop, buyer, locale)
    if (account.outcome === 'unknown') return { outcome: 'refused', reason: 'unknown-customer' }
    const order = writeOrder(shop, cart, account, request)
    countUses(shop, cart, order.id, account)
    announceOrder(shop, order.id, account)
    for (const { variantId } of cart.lines) announce(shop, 'inventory_levels/update', variantId)
    const { id: orderId, name, total } = order
    return { outcome: 'placed', orderId, name, total, customerId: account.customerId, discount: cart.discount }
  })
}

function refusalOf(cart: PricedCart, request: OrderRequest): PlacedOrder | undefined {
  if (request.lines.length === 0) return { outcome: 'refused', reason: 'empty' }
  if (cart.lines.length < request.lines.length) return { outcome: 'refused', reason: 'unknown-variant' }
  const short = cart.lines.find(({ quantity, inventory }) => quantity > inventory)
  if (short) return { outcome: 'refused', reason: 'sold-out', title: short.title, left: short.inventory }
  const code = cart.codes.find(({ outcome }) => outcome === 'refused')
  if (code?.outcome !== 'refused') return undefined
  return { outcome: 'refused', reason: 'discount', code: code.code, because: code.reason }
}

function writeOrder(
  shop: DevShop,
  cart: PricedCart,
  account: KnownAccount,
  { locale, checkoutToken }: Pick<OrderRequest, 'locale' | 'checkoutToken'>,
) {
  const now = shop.now().toISOString()
  const rows = insertsInto(shop.state)
  const id = takeId(shop.state)
  const number =
    (first<{ last: number | null }>(shop.state, 'select max(number) as last from orders')?.last ?? 1000) + 1
  const shipping = shippingFor(countryOf(account.address), cart.subtotal)
  const total = cart.subtotal + shipping
  const name = `#${String(number)}`
  rows.order({
    id,
    number,
    name,
    customer_id: account.customerId,
    email: account.email,
    created_at: now,
    processed_at: now,
    updated_at: now,
    cancelled_at: null,
    cancel_reason: null,
    test: 0,
    currency: shopCurrency(shop.state),
    subtotal: cart.subtotal,
    total_discounts: cart.discount,
    total_shipping: shipping,
    total_tax: taxContained(total),
    total,
    financial_status: 'PAID',
    fulfillment_status: null,
    locale,
    checkout_token: checkoutToken ?? newToken(),
    discount_codes: JSON.stringify(cart.codes.flatMap(usedCode)),
    shipping_address: shippingAddress(account),
  })
  cart.lines.forEach((line, index) => {
    const { productId, variantId, title, variantTitle, sku, vendor, quantity, price, discount } = line
    rows.line({
      id: takeId(shop.state),
      order_id: id,
      product_id: productId,
      variant_id: variantId,
      title,
      variant_title: variantTitle,
      sku,
      vendor,
      quantity,
      price,
      total_discount: discount,
      position: index + 1,
    })
    const left = 'update variants set inventory_quantity = inventory_quantity - ?, updated_at = ? where id = ?'
    run(shop.state, left, quantity, now, variantId)
  })
  return { id, name, total }
}

function usedCode(code: PricedCode) {
  if (code.outcome !== 'applies') return []
  const type = 'percentage' in code.discount.value ? 'percentage' : 'fixed_amount'
  return [{ code: code.code, amount: code.total, type }]
}

/** The country an address lies in; the shop's own where there is none. */
function countryOf(address: string | null): string {
  return address === null ? 'DE' : countryShape.parse(JSON.parse(address)).countryCode
}

function shippingAddress({ address, firstName, lastName }: KnownAccount): string | null {
  if (address === null) return null
  return JSON.stringify({ firstName, lastName, ...addressShape.parse(JSON.parse(address)) })
}

function countUses(shop: DevShop, cart: PricedCart, orderId: string, account: KnownAccount): void {
  const key = account.customerId ?? account.email?.toLowerCase() ?? ''
  for (const code of cart.codes) {
    if (code.outcome !== 'applies') continue
    const { codeId, discountId } = code.discount
    run(shop.state, 'update discount_codes set usage_count = usage_count + 1 where id = ?', codeId)
    run(shop.state, 'insert into discount_uses values (?, ?, ?)', discountId, key, orderId)
  }
}

function announceOrder(shop: DevShop, orderId: string, { customerId, isNew, consented }: KnownAccount): void {
  if (customerId !== null) {
    run(shop.state, 'update customers set updated_at = ? where id = ?', shop.now().toISOString(), customerId)
    announce(shop, isNew ? 'customers/create' : 'customers/update', customerId)
    if (consented) announce(shop, 'customers_email_marketing_consent/update', customerId)
    announce(shop, 'customers/purchasing_summary', customerId)
  }
  announce(shop, 'orders/create', orderId)
  announce(shop, 'orders/paid', orderId)
}

const countryShape = z.object({ countryCode: z.string() })
const addressShape = z.record(z.string(), z.string().nullable())
