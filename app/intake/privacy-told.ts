import type { CustomerId } from '../kernel/index.ts'

/** Whom a privacy request is about, as Shopify names them. */
export type Person = { id: CustomerId; email: string | null }

/** What the law asks of us, as Shopify tells it. */
export type PrivacyTold =
  | { ask: 'collect'; person: Person; shopifyId: string }
  | { ask: 'forget-customer'; person: Person }
  | { ask: 'forget-shop' }
