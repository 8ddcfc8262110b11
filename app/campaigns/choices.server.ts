import { dayIn, startOfDayAgo, type Shop } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'
import { productTypes } from '../ledger/index.server.ts'
import { listSegments } from '../segments/index.server.ts'
import { isForShoppers } from './kept-collection.server.ts'

/** What an author can choose from: audiences with their size, and what an offer can be good for. */
export type Choices = {
  segments: { id: string; name: string; count: number }[]
  productTypes: string[]
  collections: { id: string; title: string }[]
  /** The shop's next day. */
  tomorrow: string
}

const MOST_COLLECTIONS = 250

/** The shop's segments, product types and collections at this moment. */
export async function readChoices(db: Database, shop: Shop, now: Date): Promise<Choices> {
  const [segments, types, collections] = await Promise.all([
    listSegments(db, shop, now),
    productTypes(db, shop),
    db.collection.findMany({
      where: { shopId: shop.id, deletedAt: null },
      select: { id: true, title: true, handle: true },
      orderBy: { title: 'asc' },
      take: MOST_COLLECTIONS,
    }),
  ])
  return {
    segments: segments.map(({ id, name, count }) => ({ id, name, count: count ?? 0 })),
    productTypes: types,
    collections: collections
      .filter(({ handle }) => isForShoppers(handle))
      .map(({ id, title }) => ({ id: String(id), title })),
    tomorrow: dayIn(shop.timeZone, startOfDayAgo(shop.timeZone, now, -1)),
  }
}
