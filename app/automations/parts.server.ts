import type { Shop } from '../kernel/index.ts'
import type { AdminApi, Database } from '../platform/index.server.ts'

export type AutomationParts = {
  db: Database
  adminFor: (domain: string) => Promise<AdminApi>
  /** Where shoppers find the shop, without a slash at the end. */
  storefrontUrl: (shop: Shop) => string
  now: () => Date
}
