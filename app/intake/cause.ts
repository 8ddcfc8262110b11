import type { Cause, CauseKind, OrderId } from '../kernel/index.ts'

const kinds: Record<string, CauseKind> = {
  orders: 'order',
  refunds: 'refund',
  returns: 'return',
  fulfillments: 'delivery',
  fulfillment_events: 'delivery',
  checkouts: 'checkout',
  customers: 'customer',
  customers_email_marketing_consent: 'consent',
  customers_sms_marketing_consent: 'consent',
  customers_marketing_consent: 'consent',
}

/** Why the picture of customers changed: what a delivery of this topic tells of, and of which order. */
export function causeOf(topic: string, body: unknown): Cause {
  const [subject = ''] = topic.split('/')
  const kind = kinds[subject] ?? 'customer'
  const orderId = kind === 'order' ? idIn(body, 'id') : (idIn(body, 'order_id') ?? idIn(partOf(body, 'order'), 'id'))
  return orderId === null ? { kind } : { kind, orderId }
}

function idIn(value: unknown, name: string): OrderId | null {
  const id = partOf(value, name)
  if (typeof id === 'bigint') return BigInt.asIntN(64, id) === id ? (id as OrderId) : null
  return typeof id === 'number' && Number.isSafeInteger(id) ? (BigInt(id) as OrderId) : null
}

function partOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}
