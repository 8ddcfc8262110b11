import type { CustomerId, ShopId } from '../../kernel/index.ts'
import { advisoryLocks, type Transaction } from '../../platform/index.server.ts'

/** More than so many would fill PostgreSQL's table of locks, and take the whole shop instead. */
const FEW = 20

/** Until the end of the transaction nobody else finds anew where these customers belong. */
export async function holdSome(tx: Transaction, shopId: ShopId, customerIds: CustomerId[]): Promise<void> {
  if (customerIds.length > FEW) return holdEverybody(tx, shopId)
  await tx.$executeRaw`select pg_advisory_xact_lock_shared(${advisoryLocks.segments}::int, ${shopId}::int)`
  await tx.$executeRaw`
    select pg_advisory_xact_lock(${advisoryLocks.memberships}::int, key)
      from (select distinct hashint8(id) # hashint4(${shopId}::int) as key from unnest(${customerIds}::bigint[]) id
             order by key) sorted`
}

/** Until the end of the transaction nobody else finds anew where anybody of the shop belongs. */
export async function holdEverybody(tx: Transaction, shopId: ShopId): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${advisoryLocks.segments}::int, ${shopId}::int)`
}
