import { rfmGroups } from '../../kernel/index.ts'
import type { Attribute } from './subject.ts'

const date = { kind: 'date' } as const
const amount = { kind: 'amount' } as const
const count = { kind: 'integer' } as const
const text = { kind: 'text' } as const
const id = { kind: 'id' } as const
const score = { kind: 'integer', min: 1, max: 5 } as const
const share = { kind: 'decimal', min: 0, max: 1 } as const
const oneOf = (...values: string[]) => ({ kind: 'enumeration', values }) as const

const wholeValue = ['=', '!=', 'IN', 'NOT IN', 'IS NULL', 'IS NOT NULL'] as const

const emailStates = oneOf('SUBSCRIBED', 'NOT_SUBSCRIBED', 'PENDING', 'INVALID', 'UNSUBSCRIBED', 'REDACTED')
const smsStates = oneOf('SUBSCRIBED', 'NOT_SUBSCRIBED', 'PENDING', 'UNSUBSCRIBED', 'REDACTED')
const subscriptionStates = {
  ...oneOf('SUBSCRIBED', 'CANCELED', 'EXPIRED', 'FAILED', 'NEVER_SUBSCRIBED', 'PAUSED'),
  aliases: { SUBSCRIBER: 'SUBSCRIBED', ACTIVE: 'SUBSCRIBED', CANCELLED: 'CANCELED' },
}

/** Every attribute of Shopify's segment query language, then our own. */
export const attributes: readonly Attribute[] = [
  { name: 'abandoned_checkout_date', type: date },
  { name: 'amount_spent', type: amount },
  // Shopify's pages disagree on whether = or CONTAINS is right, so both are.
  {
    name: 'companies',
    type: id,
    list: true,
    operators: ['=', '!=', 'CONTAINS', 'NOT CONTAINS', 'IS NULL', 'IS NOT NULL'],
  },
  { name: 'created_by_app_id', type: id },
  { name: 'customer_account_status', type: oneOf('DECLINED', 'DISABLED', 'ENABLED', 'INVITED') },
  { name: 'customer_added_date', type: date },
  { name: 'customer_cities', type: text, list: true },
  { name: 'customer_countries', type: { kind: 'text', format: 'country' }, list: true },
  { name: 'customer_email_domain', type: text },
  { name: 'customer_language', type: text },
  { name: 'customer_regions', type: { kind: 'text', format: 'region' }, list: true },
  { name: 'customer_tags', type: text, list: true },
  { name: 'email_subscription_status', type: emailStates },
  { name: 'first_order_date', type: date },
  { name: 'last_order_date', type: date },
  { name: 'number_of_orders', type: count },
  { name: 'predicted_spend_tier', type: oneOf('HIGH', 'MEDIUM', 'LOW') },
  { name: 'product_subscription_status', type: subscriptionStates },
  { name: 'rfm_group', type: oneOf(...rfmGroups) },
  { name: 'sms_subscription_status', type: smsStates },

  { name: 'preferred_product_type', type: text, ours: true },
  { name: 'preferred_product', type: text, ours: true },
  { name: 'preferred_collection', type: text, ours: true },
  { name: 'preferred_vendor', type: text, ours: true },
  { name: 'preferred_material', type: text, ours: true },
  { name: 'preferred_colour', type: text, ours: true },
  { name: 'preferred_size', type: text, ours: true },
  // From the first amount on, below the second, in the shop's currency: '20-50', '-20', '500-'.
  { name: 'preferred_price_band', type: text, operators: wholeValue, ours: true },
  { name: 'preferred_channel', type: text, ours: true },
  { name: 'preferred_language', type: text, ours: true },
  {
    name: 'preferred_weekday',
    type: oneOf('MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'),
    ours: true,
  },
  { name: 'preferred_hour', type: { kind: 'integer', min: 0, max: 23 }, ours: true },
  { name: 'discount_affinity', type: oneOf('WITH_CODE', 'WITHOUT_CODE'), ours: true },
  { name: 'rfm_recency', type: score, ours: true },
  { name: 'rfm_frequency', type: score, ours: true },
  { name: 'rfm_monetary', type: score, ours: true },
  { name: 'churn_probability', type: share, ours: true },
  { name: 'next_order_date', type: date, ours: true },
  { name: 'predicted_clv', type: amount, ours: true },
  { name: 'expected_orders', type: { kind: 'decimal', min: 0 }, ours: true },
  { name: 'days_between_orders', type: { kind: 'decimal', min: 0 }, ours: true },
  { name: 'discount_share', type: share, ours: true },
  { name: 'return_rate', type: share, ours: true },
  { name: 'last_contact_date', type: date, ours: true },
  { name: 'csat', type: { kind: 'decimal', min: 1, max: 5 }, ours: true },
  { name: 'may_email', type: { kind: 'boolean' }, operators: ['=', '!='], ours: true },
  { name: 'segment', type: text, operators: ['=', '!=', 'IN', 'NOT IN'], ours: true },
  // 0 to 99, a hundredth of all customers each and always the same ones, so that "< 10" is a tenth.
  { name: 'random_bucket', type: { kind: 'integer', min: 0, max: 100 }, ours: true },
]
