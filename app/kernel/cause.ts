import type { OrderId } from './ids.ts'

/** What kind of fact changed something about customers, for a log that people read. */
export const causeKinds = [
  'order',
  'refund',
  'return',
  'delivery',
  'checkout',
  'customer',
  'merge',
  'consent',
  'preference',
  'visit',
  'request',
  'answer',
  'mail',
  /** The shop's products and collections. */
  'catalogue',
  /** A day began, and with it dates passed. */
  'day',
  'import',
  /** What a comparison with Shopify found missing. */
  'repair',
  /** Scores and predictions, which are measured anew every night. */
  'measures',
  /** The merchant's own borders of scores. */
  'borders',
  'edited',
] as const

export type CauseKind = (typeof causeKinds)[number]

/** One such fact; an order is told apart from others. */
export type Cause = { kind: CauseKind; orderId?: OrderId }
