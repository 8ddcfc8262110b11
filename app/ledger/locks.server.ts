import type { CustomerId, OrderId, Shop } from '../kernel/index.ts'
import { advisoryLocks, type Queryable, type Transaction } from '../platform/index.server.ts'
import { textList } from './lists.server.ts'

// Whoever writes orders or customers takes his locks in one order, or two would wait for each other: merges, the shop,
// orders, customers, addresses, rows. What was known of a thing is read under its lock, never before.

type Whose = Pick<Shop, 'id'>
type Things = { orders?: OrderId[]; customers?: CustomerId[] }

/** What a writer holds: the whole shop, or single orders and customers of it. */
export type Turn = 'shop' | 'things'

// The server's table of locks is small, and thousands of locks cost more than to keep the others out.
const FEW = 20

/**
 * Until the transaction ends nobody else writes these orders and customers, what other topics say about them included,
 * which cannot meet in a row that is not there yet. For more than a few nobody else writes the shop's ledger at all.
 * Take it once and before any write: two who held single things and then wanted the shop would wait for each other.
 */
export async function takeTurn(tx: Transaction, shop: Whose, things: Things): Promise<Turn> {
  const { orders = [], customers = [] } = things
  if (Math.max(orders.length, customers.length) > FEW) {
    await takeShop(tx, shop)
    return 'shop'
  }
  await holdMerges(tx, shop)
  await tx.$queryRaw`select pg_advisory_xact_lock_shared(${advisoryLocks.ledger}::int, ${shop.id}::int) is null`
  await lockAll(tx, `order ${shop.id} `, orders.map(String))
  await lockAll(tx, `customer ${shop.id} `, customers.map(String))
  return 'things'
}

/** Nobody else writes customers or orders of the shop until the end of the transaction. */
export async function takeShop(tx: Transaction, shop: Whose): Promise<void> {
  await holdMerges(tx, shop)
  await tx.$queryRaw`select pg_advisory_xact_lock(${advisoryLocks.ledger}::int, ${shop.id}::int) is null`
}

/** Two writers of one address would each not see the other's order or account, so they take turns. Call it after takeTurn. */
export async function lockEmails(tx: Transaction, shop: Whose, turn: Turn, emails: string[]): Promise<void> {
  if (turn === 'things') await lockAll(tx, `person ${shop.id} `, emails)
}

/** Nobody of this shop is merged until the transaction ends. Call it before any other lock. */
export async function holdMerges(tx: Queryable, shop: Whose): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock_shared(${advisoryLocks.merges}::int, ${shop.id}::int)`
}

/** Waits until nobody holds merges, as every writer of orders and customers does, and holds back who wants to. */
export async function lockMerges(tx: Transaction, shop: Whose): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${advisoryLocks.merges}::int, ${shop.id}::int)`
}

async function lockAll(tx: Transaction, of: string, keys: string[]): Promise<void> {
  if (keys.length === 0) return
  await tx.$queryRaw`
    select count(pg_advisory_xact_lock(key)) from (
      select distinct hashtextextended(${of}::text || name, 0) as key
        from unnest(${textList(keys)}) as name order by 1
    ) as keys`
}
