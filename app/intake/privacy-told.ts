import type { CustomerId, OrderId } from '../kernel/index.ts'

/** Whom a privacy request is about, as Shopify names them, with the orders that it counts as theirs. */
export type Person = { id: CustomerId; email: string | null; phone: string | null; orderIds: OrderId[] }

/** What the law asks of us, as Shopify tells it. */
export type PrivacyTold =
  | { ask: 'collect'; person: Person; shopifyId: string }
  | { ask: 'forget-customer'; person: Person }
  | { ask: 'forget-shop' }
