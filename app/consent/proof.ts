import type { ConsentState } from './consent.ts'

/** One word of a customer about messages, and where it was said; `suppressed` is ours, its source is the reason. */
export type ConsentProof = {
  channel: string
  state: ConsentState | 'suppressed'
  source: string
  /** ISO 8601 */
  at: string
  /** Why Shopify did not take it over. */
  problem: string | null
}
