import { toGid, type FactOf } from '../kernel/index.ts'
import { ShopRejected, type AdminApi, type Database } from '../platform/index.server.ts'
import { consentOf } from './consent.server.ts'
import { UNSUBSCRIBE_LINK } from './consent.ts'

type Parts = { db: Database; adminFor: (domain: string) => Promise<AdminApi> }

type Answer = { customerEmailMarketingConsentUpdate: { userErrors: { message: string }[] } }

const UPDATE = `#graphql
  mutation TellConsent($input: CustomerEmailMarketingConsentUpdateInput!) {
    customerEmailMarketingConsentUpdate(input: $input) {
      userErrors { field message code }
    }
  }`

/**
 * Tells Shopify what a person said by the link in a mail, so that the shop's other senders respect it too. Always tells
 * the newest word, so jobs may run in any order; a guest has no customer at Shopify to tell it of.
 * @throws ShopRejected where Shopify refuses, ShopUnavailable where it cannot be asked now
 */
export async function writeBack({ db, adminFor }: Parts, fact: FactOf<'consent-changed'>): Promise<void> {
  const shop = await db.shop.findUnique({ where: { id: fact.shopId } })
  const newest = await consentOf(db, { id: fact.shopId }, fact.customerId)
  if (shop === null || shop.uninstalledAt !== null || fact.customerId < 0n) return
  if (newest?.source !== UNSUBSCRIBE_LINK) return
  const admin = await adminFor(shop.domain)
  const { customerEmailMarketingConsentUpdate: answer } = await admin.run<Answer>(UPDATE, {
    input: {
      customerId: toGid('Customer', fact.customerId),
      emailMarketingConsent: {
        marketingState: newest.state === 'subscribed' ? 'SUBSCRIBED' : 'UNSUBSCRIBED',
        marketingOptInLevel: 'SINGLE_OPT_IN',
        consentUpdatedAt: newest.occurredAt.toISOString(),
      },
    },
  })
  const [refusal] = answer.userErrors
  if (refusal !== undefined) throw new ShopRejected(refusal.message)
}
