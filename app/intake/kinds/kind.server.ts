import type { CustomerId, Shop } from '../../kernel/index.ts'
import type { Transaction } from '../../platform/index.server.ts'
import type { HonourPrivacy, RecordConsent } from '../parts.server.ts'

/** One delivery on its way into the ledger. */
export type Telling = {
  tx: Transaction
  shop: Shop
  /** As in Shopify's header: orders/create. */
  topic: string
  /** JSON with exact ids, not yet checked. */
  body: unknown
  /** When Shopify spoke. */
  toldAt: Date
  recordConsent: RecordConsent
  honourPrivacy: HonourPrivacy
}

export type Applied = {
  /** waiting: kept, with the reason, until somebody can do it; failed: until a person tries again. */
  outcome: 'applied' | 'outdated' | 'ignored' | 'waiting' | 'failed'
  reason?: string
  /** Whose picture changed. */
  customerIds: CustomerId[]
}

/** One kind of delivery: its topics and what they do. Applying twice, or in any order, ends in the same rows. */
export type Kind = {
  topics: readonly string[]
  /** Heard even while the app is not installed. */
  afterUninstall?: true
  /** Writes the shop's own row, or needs that nobody else does meanwhile. */
  holdsShop?: true
  /** @throws MalformedBody naming the field that cannot be read */
  apply(telling: Telling): Promise<Applied>
}
