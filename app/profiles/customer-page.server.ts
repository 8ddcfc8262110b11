import { mayEmailSql } from '../consent/index.server.ts'
import type { CustomerId, RfmGroup, Shop } from '../kernel/index.ts'
import { addressesFrom } from '../ledger/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import type { CustomerView, PreferenceView } from './customer-view.ts'
import { isMeasured } from './shop-measures.server.ts'

/** The customer; null where this shop has none of that id. */
export async function readCustomer(db: Queryable, shop: Shop, id: CustomerId): Promise<CustomerView | null> {
  const key = { shopId: shop.id, id }
  const customer = await db.customer.findUnique({ where: { shopId_id: key, deletedAt: null } })
  if (customer === null) return null
  const customerId = { shopId: shop.id, customerId: id }
  const [profile, preferences, mayEmail, measured, inOtherCurrency] = await Promise.all([
    db.profile.findUnique({ where: { shopId_customerId: customerId } }),
    db.preference.findMany({ where: { ...customerId, kind: 'product_type' }, orderBy: { rank: 'asc' } }),
    isReachable(db, shop, id),
    isMeasured(db, shop.id),
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
    comparesWith: measured ? 'others' : 'fixed-steps',
    preferredType: profile?.preferredType ?? null,
    refreshedAt: profile?.refreshedAt.toISOString() ?? null,
    preferences: preferences.map(toPreference),
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

function toPreference(row: Prisma.PreferenceGetPayload<object>): PreferenceView {
  return {
    type: row.value,
    orders: row.orders,
    ofOrders: row.ofOrders,
    pieces: row.pieces,
    spentMinor: Number(row.spentMinor),
    lastOrderAt: row.lastOrderAt?.toISOString() ?? null,
    questions: row.questions,
    lastAskedAt: row.lastAskedAt?.toISOString() ?? null,
    score: row.score,
  }
}
