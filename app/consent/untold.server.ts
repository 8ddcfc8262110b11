import type { CustomerId, FactOf } from '../kernel/index.ts'
import { recordFact, type Database } from '../platform/index.server.ts'
import { UNSUBSCRIBE_LINK } from './consent.ts'

/**
 * Has Shopify told what it does not know: who withdrew by a mail's link while the app was uninstalled, or whose telling
 * was lost. Shopify's own word of that moment or later, just imported, shows that it knows.
 */
export async function tellUntold(db: Database, { shopId }: FactOf<'history-imported'>): Promise<void> {
  const untold = await db.$queryRaw<{ customerId: CustomerId }[]>`
    select said.customer_id as "customerId" from consent_event said
     where said.shop_id = ${shopId} and said.channel = 'email' and said.source = ${UNSUBSCRIBE_LINK} and said.customer_id > 0
       and not exists (
         select 1 from consent_event later
          where later.shop_id = said.shop_id and later.customer_id = said.customer_id and later.channel = said.channel
            and later.occurred_at >= said.occurred_at and (later.occurred_at, later.source) <> (said.occurred_at, said.source))`
  for (const { customerId } of untold) {
    const key = `consent-${String(shopId)}-${String(customerId)}`
    await recordFact(db, { kind: 'consent-changed', shopId, customerId }, { key })
  }
}
