import type { ShopId } from '../kernel/index.ts'
import type { AdminApi, Database, Logger, Transaction } from '../platform/index.server.ts'
import type { ConsentTold } from './consent-told.ts'

/** The door through which intake hands permissions on to the room that keeps them. */
export type RecordConsent = (tx: Transaction, shop: { id: ShopId }, told: ConsentTold[]) => Promise<void>

export type IntakeParts = {
  db: Database
  adminFor: (domain: string) => Promise<AdminApi>
  /** Reaches the shop's files, such as a bulk export. */
  fetchShop: typeof fetch
  /** The app's client secret, with which Shopify signs. */
  secret: string
  /** Where Shopify's webhooks arrive. */
  webhookUrl: string
  recordConsent: RecordConsent
  now: () => Date
  logger: Logger
}
