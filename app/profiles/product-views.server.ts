import { dayIn, type CustomerId, type ProductId, type Shop } from '../kernel/index.ts'
import { recordFact, type Database } from '../platform/index.server.ts'

/** Different products of one customer that count a day; more is a program. */
export const VIEWS_A_DAY = 100

/**
 * Writes down that a logged-in customer looked at a product: once a day, and only of customers and products whom the
 * shop has.
 */
export async function recordView(
  db: Database,
  shop: Shop,
  { customerId, productId }: { customerId: CustomerId; productId: ProductId },
  now: Date,
): Promise<'noted' | 'known' | 'too-many' | 'unknown'> {
  const day = new Date(`${dayIn(shop.timeZone, now)}T00:00:00Z`)
  const key = { shopId: shop.id, customerId, productId, day }
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`view ${String(shop.id)} ${String(customerId)}`}, 0))`
    const today = await tx.productView.findMany({ where: { shopId: shop.id, customerId, day }, take: VIEWS_A_DAY })
    if (today.some((view) => view.productId === productId)) return 'known'
    if (today.length >= VIEWS_A_DAY) return 'too-many'
    const [customer, product] = await Promise.all([
      tx.customer.count({ where: { shopId: shop.id, id: customerId, deletedAt: null } }),
      tx.product.count({ where: { shopId: shop.id, id: productId, deletedAt: null } }),
    ])
    if (customer === 0 || product === 0) return 'unknown'
    await tx.productView.create({ data: { ...key, viewedAt: now } })
    await recordFact(tx, {
      kind: 'customers-changed',
      shopId: shop.id,
      customerIds: [customerId],
      cause: { kind: 'visit' },
    })
    return 'noted'
  })
}
