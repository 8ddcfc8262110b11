import { recordConsent } from '../../../app/consent/index.server.ts'
import type { ConsentState } from '../../../app/consent/index.ts'
import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/index.server.ts'

let last = 9_007_199_254_740_993n

/** A customer with an address and nothing said yet. */
export async function givenCustomer(
  db: Database,
  shop: Shop,
  email: string | null,
  locale = 'de',
): Promise<CustomerId> {
  const id = ++last as CustomerId
  const at = new Date('2024-01-01T00:00:00Z')
  await db.customer.create({ data: { shopId: shop.id, id, email, locale, createdAt: at, updatedAt: at } })
  return id
}

/** What somebody said, as a sync or a link would bring it. */
export function say(
  db: Database,
  shop: Shop,
  customerId: CustomerId,
  state: ConsentState,
  at: string,
  source = 'shopify',
) {
  return recordConsent(db, shop, [{ customerId, channel: 'email', state, occurredAt: new Date(at), source }])
}
