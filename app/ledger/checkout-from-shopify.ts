import { z } from 'zod'
import { normaliseEmail, parseMinor, type CustomerId } from '../kernel/index.ts'
import { readShape } from './shopify-json.ts'
import {
  bareId,
  count,
  currencyCode,
  decimal,
  gidText,
  moment,
  optionalMoment,
  optionalShortText,
  optionalText,
  ownId,
  shortText,
  text,
} from './shopify-fields.ts'

const line = z.object({
  product_id: bareId.nullish(),
  variant_id: bareId.nullish(),
  title: text,
  quantity: count,
  price: decimal,
})

const webhook = z.object({
  token: shortText.min(1),
  cart_token: optionalShortText,
  email: optionalShortText,
  phone: optionalText,
  customer_locale: optionalText,
  currency: currencyCode,
  total_price: decimal,
  abandoned_checkout_url: optionalText,
  created_at: moment,
  updated_at: moment,
  completed_at: optionalMoment,
  customer: z.object({ id: bareId, admin_graphql_api_id: gidText.nullish() }).nullish(),
  line_items: z.array(line),
})

/** A cart that somebody began to pay for. */
export type CheckoutRecord = ReturnType<typeof checkoutFromWebhook>

/** Reads checkouts/create and checkouts/update, which have no id since 2026-04. @throws MalformedBody naming the field */
export function checkoutFromWebhook(body: unknown, toldAt: Date) {
  const told = readShape('checkout', webhook, body)
  const { currency } = told
  return {
    token: told.token,
    cartToken: told.cart_token,
    customerId: told.customer ? (ownId('Customer', told.customer) satisfies CustomerId) : null,
    email: normaliseEmail(told.email),
    phone: told.phone,
    locale: told.customer_locale,
    currency,
    totalMinor: parseMinor(told.total_price, currency),
    recoveryUrl: told.abandoned_checkout_url,
    lines: told.line_items.map((item) => ({
      productId: textOf(item.product_id),
      variantId: textOf(item.variant_id),
      title: item.title,
      quantity: item.quantity,
      priceMinor: parseMinor(item.price, currency),
    })),
    createdAt: told.created_at,
    updatedAt: told.updated_at,
    completedAt: told.completed_at,
    toldAt,
  }
}

function textOf(id: bigint | null | undefined): string | null {
  return id ? String(id) : null
}

const deletion = z.object({ cart_token: optionalShortText })

/** The cart of a deleted checkout: checkouts/delete has no token. null where the cart is not named either. @throws MalformedBody */
export function deletedCartFromWebhook(body: unknown): string | null {
  return readShape('checkout', deletion, body).cart_token
}
