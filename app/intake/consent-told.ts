import type { CustomerId } from '../kernel/index.ts'

/** What a customer said about advertising, as Shopify tells it. */
export type ConsentTold = {
  customerId: CustomerId
  channel: 'email' | 'sms'
  state: 'subscribed' | 'unsubscribed' | 'pending' | 'none'
  occurredAt: Date
  source: 'shopify'
}

/** Shopify's marketing state in our words: what is neither a yes, a no nor a pending yes was never said. */
export function consentStateOf(state: string): ConsentTold['state'] {
  const lower = state.toLowerCase()
  return lower === 'subscribed' || lower === 'unsubscribed' || lower === 'pending' ? lower : 'none'
}
