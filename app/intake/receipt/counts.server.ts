import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import type { Shop } from '../../kernel/index.ts'
import type { Database } from '../../platform/index.server.ts'
import type { IntakeParts } from '../parts.server.ts'

const counted = ['orders', 'customers', 'products'] as const
export type Counted = (typeof counted)[number]
/** How many there are here and in the shop; null where the shop did not say. */
export type CountPair = { kind: Counted; here: number; inShop: number | null }

type Parts = Pick<IntakeParts, 'db' | 'adminFor' | 'logger'>

/** The ledger's counts beside the shop's own, asked now. A guest is none of Shopify's customers and is not counted. */
export async function countsOf({ db, adminFor, logger }: Parts, shop: Shop): Promise<CountPair[]> {
  const [here, inShop] = await Promise.all([
    countLedger(db, shop),
    askShop(adminFor, shop).catch((error: unknown) => {
      logger.warn({ err: error, shop: shop.domain }, 'the shop did not tell its counts')
      return null
    }),
  ])
  return counted.map((kind) => ({ kind, here: here[kind], inShop: inShop?.[kind] ?? null }))
}

async function countLedger(db: Database, { id: shopId }: Shop): Promise<Record<Counted, number>> {
  const living = { shopId, deletedAt: null }
  const [orders, customers, products] = await Promise.all([
    db.order.count({ where: living }),
    db.customer.count({ where: { ...living, id: { gt: 0n } } }),
    db.product.count({ where: living }),
  ])
  return { orders, customers, products }
}

const PATIENCE = 3_000

async function askShop(adminFor: Parts['adminFor'], shop: Shop): Promise<Record<Counted, number | null> | null> {
  const timer = new AbortController()
  const asked = adminFor(shop.domain, 'person').then((admin) => admin.run(COUNTS_QUERY))
  const told = await Promise.race([asked, pause(PATIENCE, null, { signal: timer.signal })]).finally(() => {
    timer.abort()
  })
  if (told === null) return null
  return answer.parse(told)
}

// Without `limit: null` Shopify stops counting at 10,000.
const COUNTS_QUERY = `#graphql
  query ReceiptCounts {
    orders: ordersCount(limit: null) { count precision }
    customers: customersCount(limit: null) { count precision }
    products: productsCount(limit: null) { count precision }
  }`

const count = z
  .object({ count: z.int(), precision: z.string() })
  .transform((told) => (told.precision === 'EXACT' ? told.count : null))
const answer = z.object({ orders: count, customers: count, products: count })
