import { mayEmailSql } from '../consent/index.server.ts'
import type { CustomerId, RfmGroup, Shop } from '../kernel/index.ts'
import { addressesFrom } from '../ledger/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import type { CustomerView } from './customer-view.ts'
import { preferencesOf } from './preferences-of.server.ts'
import { bordersOf } from './rfm-setting.server.ts'

/** The customer; null where this shop has none of that id. */
export async function readCustomer(db: Queryable, shop: Shop, id: CustomerId): Promise<CustomerView | null> {
  const key = { shopId: shop.id, id }
  const customer = await db.customer.findUnique({ where: { shopId_id: key, deletedAt: null } })
  if (customer === null) return null
  const customerId = { shopId: shop.id, customerId: id }
  const [profile, preferences, mayEmail, borders, inOtherCurrency] = await Promise.all([
    db.profile.findUnique({ where: { shopId_customerId: customerId } }),
    preferencesOf(db, shop, id),
    isReachable(db, shop, id),
    bordersOf(db, shop.id),
    db.order.count({ where: { ...customerId, ...counting, currency: { not: shop.currency } } }),
  ])
  const { email, phone, city, countryCode, locale, note, tags } = customer
  const name = [customer.firstName, customer.lastName].filter(Boolean).join(' ') || (email ?? '')
  return {
    ...{ id: String(id), name, email, phone, city, countryCode, locale, note, tags, mayEmail },
    addresses: addressesFrom(customer.addresses),
    guest: id < 0n,
    since: customer.createdAt.toISOString(),
    orders: profile?.orders ?? 0,
    inOtherCurrency,
    spentMinor: Number(profile?.spentMinor ?? 0),
    firstOrderAt: profile?.firstOrderAt?.toISOString() ?? null,
    lastOrderAt: profile?.lastOrderAt?.toISOString() ?? null,
    group: (profile?.rfmGroup ?? 'PROSPECTS') as RfmGroup,
    scores: scoresOf(profile),
    borders,
    preferredType: profile?.preferredType ?? null,
    refreshedAt: profile?.refreshedAt.toISOString() ?? null,
    preferences,
  }
}

// As historySql counts.
const counting = { cancelledAt: null, deletedAt: null, test: false }

async function isReachable(db: Queryable, shop: Shop, id: CustomerId): Promise<boolean> {
  const columns = { shopId: Prisma.sql`c.shop_id`, customerId: Prisma.sql`c.id`, email: Prisma.sql`c.email` }
  const [found] = await db.$queryRaw<{ may: boolean }[]>`
    select ${mayEmailSql(columns)} as may from customer c where c.shop_id = ${shop.id} and c.id = ${id}`
  return found?.may ?? false
}

type Scored = { recency: number | null; frequency: number | null; monetary: number | null } | null

function scoresOf(profile: Scored): CustomerView['scores'] {
  if (profile?.recency == null || profile.frequency === null || profile.monetary === null) return null
  return { recency: profile.recency, frequency: profile.frequency, monetary: profile.monetary }
}
