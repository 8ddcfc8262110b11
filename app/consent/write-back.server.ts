import { toGid, type CustomerId, type FactOf } from '../kernel/index.ts'
import { ShopRejected, type AdminApi, type Database } from '../platform/index.server.ts'
import { consentOf } from './consent.server.ts'
import { UNSUBSCRIBE_LINK, type ConsentState } from './consent.ts'

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
 * What Shopify refuses is settled with its reason, which the customer's timeline shows.
 * @throws ShopUnavailable where Shopify cannot be asked now
 */
export async function writeBack({ db, adminFor }: Parts, fact: FactOf<'consent-changed'>): Promise<void> {
  const shop = await db.shop.findUnique({ where: { id: fact.shopId } })
  const newest = await consentOf(db, { id: fact.shopId }, fact.customerId)
  if (shop === null || shop.uninstalledAt !== null || fact.customerId < 0n) return
  if (newest?.source !== UNSUBSCRIBE_LINK) return
  const refusal = await tell(await adminFor(shop.domain), fact.customerId, newest)
  await db.consentEvent.updateMany({
    where: {
      ...{ shopId: fact.shopId, customerId: fact.customerId, channel: 'email' },
      ...{ source: newest.source, occurredAt: newest.occurredAt },
    },
    data: { problem: refusal },
  })
}

/** @returns why Shopify refuses, null where it takes it over */
async function tell(
  admin: AdminApi,
  customerId: CustomerId,
  { state, occurredAt }: { state: ConsentState; occurredAt: Date },
): Promise<string | null> {
  const input = {
    customerId: toGid('Customer', customerId),
    emailMarketingConsent: {
      marketingState: state === 'subscribed' ? 'SUBSCRIBED' : 'UNSUBSCRIBED',
      marketingOptInLevel: 'SINGLE_OPT_IN',
      consentUpdatedAt: occurredAt.toISOString(),
    },
  }
  try {
    const { customerEmailMarketingConsentUpdate: answer } = await admin.run<Answer>(UPDATE, { input })
    return answer.userErrors[0]?.message ?? null
  } catch (error) {
    if (!(error instanceof ShopRejected)) throw error
    return error.message.slice(0, 500)
  }
}
