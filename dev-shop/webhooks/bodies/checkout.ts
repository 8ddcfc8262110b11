import { z } from 'zod'
import { decimal, shopCurrency } from '../../money.ts'
import type { DevShop } from '../../shop.ts'
import { first } from '../../state/query.ts'
import type { CheckoutRow } from '../../state/rows.ts'
import { shippingFor, taxContained } from '../../stock/past-order.ts'
import { priceCart } from '../../storefront/price-cart.ts'
import type { PricedCart, PricedLine } from '../../storefront/price-cart.ts'
import type { Json, JsonObject } from '../json.ts'
import { orderAddress } from './address.ts'
import type { StoredAddress } from './address.ts'
import { orderCustomer } from './customer.ts'
import { shopTime } from './time.ts'

/** checkouts/create and checkouts/update; the resource is the token. Since 2026-04 without an id. */
export function checkoutBody(shop: DevShop, token: string): JsonObject {
  const checkout = requireCheckout(shop, token)
  const contact = contactShape.parse(JSON.parse(checkout.contact))
  const cart = pricedCart(shop, checkout, contact.email)
  const currency = shopCurrency(shop.state)
  const address = orderAddress(contact.address, { first_name: contact.firstName, last_name: contact.lastName })
  return {
    token,
    cart_token: checkout.cart_token,
    name: `#${checkout.id}`,
    email: contact.email,
    phone: null,
    created_at: shopTime(checkout.created_at),
    updated_at: shopTime(checkout.updated_at),
    completed_at: null,
    closed_at: null,
    abandoned_checkout_url: recoveryUrl(shop, token),
    currency,
    customer_locale: checkout.locale,
    buyer_accepts_marketing: checkout.accepts_marketing === 1,
    ...totals(cart, contact.address.countryCode ?? 'DE', currency),
    discount_codes: cart.codes.flatMap((code) => codeOf(code, currency)),
    line_items: cart.lines.map((line) => lineOf(line, currency)),
    billing_address: address,
    shipping_address: { ...address },
    ...(checkout.customer_id === null ? {} : { customer: orderCustomer(shop, checkout.customer_id) }),
    ...unused,
  }
}

/** checkouts/delete: an id that no other topic tells, and the cart. */
export function deletedCheckoutBody(shop: DevShop, token: string): JsonObject {
  const checkout = requireCheckout(shop, token)
  const contact = contactShape.parse(JSON.parse(checkout.contact))
  const currency = shopCurrency(shop.state)
  return {
    id: BigInt(checkout.id),
    cart_token: checkout.cart_token,
    buyer_accepts_sms_marketing: false,
    sms_marketing_phone: null,
    reservation_token: null,
    ...totals(pricedCart(shop, checkout, contact.email), contact.address.countryCode ?? 'DE', currency),
  }
}

/** Leads back into the checkout; its form is Shopify's. */
export function recoveryUrl(shop: DevShop, token: string): string {
  return `${shop.origin}/checkouts/ac/${token}/recover?key=${token.slice(0, 8)}`
}

/** What is in the checkout and what it costs. */
export function checkoutCart(shop: DevShop, checkout: CheckoutRow): { cart: PricedCart; total: number } {
  const contact = contactShape.parse(JSON.parse(checkout.contact))
  const cart = pricedCart(shop, checkout, contact.email)
  return { cart, total: cart.subtotal + shippingFor(contact.address.countryCode ?? 'DE', cart.subtotal) }
}

function requireCheckout(shop: DevShop, token: string): CheckoutRow {
  const checkout = first<CheckoutRow>(shop.state, 'select * from checkouts where token = ?', token)
  if (checkout === undefined) throw new Error(`no checkout ${token}`)
  return checkout
}

function pricedCart(shop: DevShop, checkout: CheckoutRow, email: string): PricedCart {
  const lines = z.array(z.object({ variantId: z.string(), quantity: z.number() })).parse(JSON.parse(checkout.lines))
  const codes = z.array(z.string()).parse(JSON.parse(checkout.codes))
  return priceCart(shop, { lines, codes }, { customerId: checkout.customer_id, email })
}

function totals(cart: PricedCart, country: string, currency: string): JsonObject {
  const total = cart.subtotal + shippingFor(country, cart.subtotal)
  return {
    presentment_currency: currency,
    subtotal_price: decimal(cart.subtotal, currency),
    total_discounts: decimal(cart.discount, currency),
    total_line_items_price: decimal(cart.gross, currency),
    total_price: decimal(total, currency),
    total_tax: decimal(taxContained(total), currency),
    total_duties: decimal(0, currency),
  }
}

function codeOf(code: PricedCart['codes'][number], currency: string): Json[] {
  if (code.outcome !== 'applies') return []
  const type = 'percentage' in code.discount.value ? 'percentage' : 'fixed_amount'
  return [{ code: code.code, amount: decimal(code.total, currency), type }]
}

function lineOf(line: PricedLine, currency: string): JsonObject {
  return {
    key: line.variantId,
    product_id: BigInt(line.productId),
    variant_id: BigInt(line.variantId),
    title: line.title,
    presentment_title: line.title,
    variant_title: line.variantTitle,
    presentment_variant_title: line.variantTitle ?? '',
    vendor: line.vendor,
    sku: line.sku ?? '',
    quantity: line.quantity,
    price: decimal(line.price, currency),
    variant_price: decimal(line.price, currency),
    line_price: decimal(line.price * line.quantity, currency),
    compare_at_price: null,
    applied_discounts: [],
    discount_allocations: [],
    destination_location_id: null,
    origin_location_id: null,
    fulfillment_service: 'manual',
    gift_card: false,
    grams: 0,
    properties: [],
    rank: null,
    requires_shipping: true,
    tax_lines: [],
    taxable: true,
    unit_price_measurement: {
      measured_type: null,
      quantity_value: null,
      quantity_unit: null,
      reference_value: null,
      reference_unit: null,
    },
    user_id: null,
  }
}

const unused: JsonObject = {
  buyer_accepts_sms_marketing: false,
  device_id: null,
  gateway: null,
  landing_site: null,
  location_id: null,
  note: null,
  note_attributes: [],
  referring_site: null,
  reservation_token: null,
  shipping_lines: [],
  sms_marketing_phone: null,
  source: null,
  source_identifier: null,
  source_name: 'web',
  source_url: null,
  tax_lines: [],
  taxes_included: true,
  total_weight: 0,
  user_id: null,
}

const contactShape = z.object({
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  address: z.custom<StoredAddress>((value) => typeof value === 'object' && value !== null),
})
