import type { DeliveryState } from './delivery-state.ts'

/** A request as a page shows it; ids are decimal strings, times ISO 8601. */
export type RequestView = {
  id: string
  status: 'open' | 'answered'
  subject: string
  createdAt: string
  answeredAt: string | null
  /** The language in which the person asked and will be greeted. */
  language: string
  email: string
  /** `profile` is false where the customer is not (or no longer) in the ledger. */
  customer: { id: string; name: string; profile: boolean }
  product: { id: string; title: string; type: string | null; imageUrl: string | null } | null
  messages: MessageView[]
}

export type MessageView = {
  id: string
  direction: 'received' | 'sent'
  author: string
  body: string
  at: string
  /** Null for a received message. */
  delivery: DeliveryState | null
  /** The mail server's own words. */
  problem: string | null
}
