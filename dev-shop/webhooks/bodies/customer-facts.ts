import { z } from 'zod'
import { customerTotals } from '../../customer-totals.ts'
import { gid } from '../../ids.ts'
import { decimal, shopCurrency } from '../../money.ts'
import type { DevShop } from '../../shop.ts'
import { first } from '../../state/query.ts'
import type { JsonObject } from '../json.ts'
import { requireCustomer } from './customer.ts'
import { shopTimeOrNull } from './time.ts'

/** customers/purchasing_summary: camelCase and global ids, unlike the older topics. */
export function purchasingSummaryBody(shop: DevShop, customerId: string): JsonObject {
  const totals = customerTotals(shop.state, customerId)
  const currency = shopCurrency(shop.state)
  return {
    customerId: gid('Customer', customerId),
    numberOfOrders: totals.orders,
    amountSpent: { amount: decimal(totals.spent, currency), currencyCode: currency },
    lastOrderId: totals.lastOrderId === null ? null : gid('Order', totals.lastOrderId),
    occurredAt: shop.now().toISOString(),
  }
}

/** customers_email_marketing_consent/update: lower case values. */
export function emailConsentBody(shop: DevShop, customerId: string): JsonObject {
  const customer = requireCustomer(shop, customerId)
  return {
    customer_id: BigInt(customerId),
    email_address: customer.email,
    email_marketing_consent: {
      state: customer.email_marketing_state.toLowerCase(),
      opt_in_level: customer.email_opt_in_level?.toLowerCase() ?? null,
      consent_updated_at: shopTimeOrNull(customer.email_consent_at),
    },
  }
}

/** customers_marketing_consent/update: text messages, by a body of its own shape. */
export function smsConsentBody(shop: DevShop, customerId: string): JsonObject {
  const customer = requireCustomer(shop, customerId)
  const said = first<{ at: string }>(
    shop.state,
    'select updated_at as at from sms_consents where customer_id = ?',
    customerId,
  )
  return {
    id: BigInt(customerId),
    phone: customer.phone,
    sms_marketing_consent: {
      state: customer.sms_marketing_state.toLowerCase(),
      opt_in_level: null,
      consent_updated_at: shopTimeOrNull(said?.at ?? null),
      consent_collected_from: 'other',
    },
  }
}

const taggedExtra = z.object({ tags: z.array(z.string()) })

/** customer.tags_added and customer.tags_removed: the tags that changed come in `extra`. */
export function taggedBody(shop: DevShop, customerId: string, extra: Record<string, unknown>): JsonObject {
  const { tags } = taggedExtra.parse(extra)
  return { customerId: gid('Customer', customerId), tags, occurredAt: shop.now().toISOString() }
}
