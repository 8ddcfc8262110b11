import type { CustomerId, Shop, ShopId } from '../kernel/index.ts'
import type { AdminApi, Database, Logger, Priority, Transaction } from '../platform/index.server.ts'
import type { ConsentTold } from './consent-told.ts'
import type { DeclaredWebhooks } from './declared-subscriptions.server.ts'
import type { PrivacyTold } from './privacy-told.ts'

/** The door through which intake hands permissions on to the room that keeps them; returns of whom something was new. */
export type RecordConsent = (tx: Transaction, shop: { id: ShopId }, told: ConsentTold[]) => Promise<CustomerId[]>

/** The door through which intake hands the law's requests on to the room that may look at everything. */
export type HonourPrivacy = (tx: Transaction, shop: Shop, told: PrivacyTold, toldAt: Date) => Promise<void>

export type IntakeParts = {
  db: Database
  /** Background where no person waits for the answer. */
  adminFor: (domain: string, priority?: Priority) => Promise<AdminApi>
  /** Reaches the shop's files, such as a bulk export. */
  fetchShop: typeof fetch
  /** The app's client secret, with which Shopify signs. */
  secret: string
  /** Where Shopify's webhooks arrive. */
  webhookUrl: string
  /** Which webhooks shopify.app.toml declares. */
  declared: DeclaredWebhooks
  /** The access scopes that the app needs, as in SCOPES: separated by commas. */
  wantedScopes: string
  recordConsent: RecordConsent
  honourPrivacy: HonourPrivacy
  now: () => Date
  logger: Logger
}
