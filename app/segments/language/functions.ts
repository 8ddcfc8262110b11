import type { FunctionEntry, ParameterEntry } from './subject.ts'

const id: ParameterEntry = { name: 'id', type: { kind: 'id' } }
const date: ParameterEntry = { name: 'date', type: { kind: 'date' } }
const count: ParameterEntry = { name: 'count', type: { kind: 'integer' } }
const tag: ParameterEntry = { name: 'tag', type: { kind: 'text' } }
const text = (name: string): ParameterEntry => ({ name, type: { kind: 'text' }, ours: true })
const emailEvents = ['opened', 'clicked', 'bounced', 'delivered', 'marked_as_spam', 'unsubscribed']
const campaignEvents = ['received', 'opened', 'clicked', 'redeemed']

/** Every function of Shopify's segment query language, then our own; our own parameters stand last. */
export const functions: readonly FunctionEntry[] = [
  {
    name: 'products_purchased',
    parameters: [
      id,
      tag,
      { name: 'category', type: { kind: 'text' } },
      { name: 'quantity', type: { kind: 'integer' } },
      { name: 'sum_quantity', type: { kind: 'integer' } },
      count,
      date,
      text('product_type'),
      text('vendor'),
      { name: 'collection_id', type: { kind: 'id' }, ours: true },
      { name: 'variant_id', type: { kind: 'id' }, ours: true },
      text('option'),
    ],
  },
  {
    name: 'orders_placed',
    parameters: [
      date,
      { name: 'amount', type: { kind: 'amount' } },
      { name: 'location_id', type: { kind: 'id' } },
      { name: 'app_id', type: { kind: 'id' } },
      count,
      { name: 'sum_amount', type: { kind: 'amount' } },
      { ...text('discount_code'), type: { kind: 'text' } },
    ],
  },
  { name: 'storefront.product_viewed', parameters: [id, date, count, tag] },
  { name: 'storefront.collection_viewed', parameters: [id, date, count, tag] },
  ...emailEvents.map((event): FunctionEntry => ({
    name: `shopify_email.${event}`,
    parameters: [{ name: 'activity_id', type: { kind: 'id' } }, date, count],
  })),
  {
    name: 'customer_within_distance',
    parameters: [
      { name: 'coordinates', type: { kind: 'coordinates' }, operators: ['='], required: true },
      { name: 'distance_km', type: { kind: 'decimal', min: 0 }, operators: ['='] },
      { name: 'distance_mi', type: { kind: 'decimal', min: 0 }, operators: ['='] },
    ],
    oneOf: ['distance_km', 'distance_mi'],
  },
  {
    name: 'store_credit_accounts',
    parameters: [
      { name: 'balance', type: { kind: 'amount' } },
      { name: 'currency', type: { kind: 'text', format: 'currency' } },
      { name: 'next_expiry_date', type: { kind: 'date' } },
      { name: 'last_credit_date', type: { kind: 'date' } },
    ],
  },
  { name: 'anniversary', parameters: [], anniversary: true },

  {
    name: 'service_requests',
    parameters: [
      date,
      { name: 'status', type: { kind: 'enumeration', values: ['OPEN', 'ANSWERED'] } },
      text('product_type'),
      { name: 'product_id', type: { kind: 'id' } },
      count,
    ],
    ours: true,
  },
  ...campaignEvents.map((event): FunctionEntry => ({
    name: `campaign_${event}`,
    parameters: [text('campaign'), date, count],
    ours: true,
  })),
]
