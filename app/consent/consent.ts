import type { CustomerId } from '../kernel/index.ts'

export type ConsentState = 'subscribed' | 'unsubscribed' | 'pending' | 'none'

/** Something that somebody said about their permission, at a moment. */
export type ConsentEvent = {
  customerId: CustomerId
  /** `tracking`: whether openings and clicks may be recorded. */
  channel: 'email' | 'sms' | 'tracking'
  state: ConsentState
  occurredAt: Date
  /** Who told us: shopify, checkout, unsubscribe-link; merged for what a customer said who is this one now. */
  source: string
}

/** The source of what a person says by the link in a mail. */
export const UNSUBSCRIBE_LINK = 'unsubscribe-link'
