import type { CampaignId, CustomerId, FactOf, Shop, ShopId } from '../kernel/index.ts'
import type { AdminApi, Database } from '../platform/index.server.ts'
import { followMerge } from './merged.server.ts'
import { readProofs } from './proofs.server.ts'
import { signUnsubscribe } from './unsubscribe-token.server.ts'
import { openUnsubscribe } from './unsubscribe.server.ts'
import { tellUntold } from './untold.server.ts'
import { writeBack } from './write-back.server.ts'

type Parts = {
  db: Database
  adminFor: (domain: string) => Promise<AdminApi>
  links: { appUrl: string; secret: string }
  now: () => Date
}

/** The room of permission: the pages behind a mail's unsubscribe link, and the word carried back to Shopify. */
export function openConsent({ db, adminFor, links, now }: Parts) {
  return {
    ...openUnsubscribe({ db, secret: links.secret, now }),
    tellUntold: (fact: FactOf<'history-imported'>) => tellUntold(db, fact),
    followMerge: (fact: FactOf<'customers-merged'>) => followMerge(db, fact),
    /** What the customer said, on which way and when. */
    proofs: (shop: Shop, customerId: CustomerId) => readProofs(db, shop, customerId),
    writeBack: (fact: FactOf<'consent-changed'>) => writeBack({ db, adminFor }, fact),
  }
}

/** The address of the page where one person stops the mails of one shop. */
export function unsubscribeUrl(
  { appUrl, secret }: { appUrl: string; secret: string },
  claim: { shopId: ShopId; customerId: CustomerId; campaignId: CampaignId },
): string {
  return new URL(`/u/${signUnsubscribe(secret, claim)}`, appUrl).href
}
