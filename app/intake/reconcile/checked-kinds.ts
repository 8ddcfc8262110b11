import type { Difference } from './difference.ts'

/** Kinds of things of which the shop counts how many were created on a day. */
export type SubjectName = 'order' | 'customer' | 'product' | 'collection'
/** Kinds that are compared each in its own way. */
export type CheckName = 'orderPart' | 'checkout' | 'discount' | 'stock' | 'segment'
export type KindName = SubjectName | CheckName

/** Every kind that is compared with the shop, in the order of the comparison. */
export const kindNames: KindName[] = [
  'product',
  'collection',
  'customer',
  'order',
  'orderPart',
  'checkout',
  'discount',
  'stock',
  'segment',
]

/** Whether the history import brings it whole. */
export function isImported(kind: KindName): boolean {
  return kind === 'product' || kind === 'collection' || kind === 'customer' || kind === 'order' || kind === 'orderPart'
}

// customers/merge, checkouts/delete and that the app is gone can be asked for nowhere.
const ASKABLE =
  /^(orders|refunds|returns|fulfillments|fulfillment_events|products|collections|inventory_levels|discounts|segments|customers_(email_)?marketing_consent)\/|^customers\/(create|update|delete|enable|disable|purchasing_summary)$|^customer\.|^checkouts\/(create|update)$|^shop\/update$|^app\/scopes_update$/

/** Whether a comparison makes good what a lost or failed delivery of a topic would have told. */
export function isCompared(topic: string): boolean {
  return ASKABLE.test(topic)
}

/** Whether a topic tells anything that has a place in the ledger, and not only that an export is ready or what the app may do. */
export function tellsOfShop(topic: string): boolean {
  return !/^(bulk_operations|app)\//.test(topic)
}

export type RepairedSubject =
  | SubjectName
  | 'refund'
  | 'fulfillment'
  | 'fulfillmentEvent'
  | 'return'
  | 'purchaseTotal'
  | 'consent'
  | 'checkout'
  | 'stock'
  | 'discount'
  | 'redeemCode'
  | 'segment'
  | 'subscription'
  | 'shop'

export type NotedRepair = { subject: RepairedSubject; subjectId: string; difference: Difference; name?: string | null }
