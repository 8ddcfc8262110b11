import type { CustomerId, ShopId } from '../kernel/index.ts'
import { advisoryLocks, planOnce, Prisma, type Database, type Transaction } from '../platform/index.server.ts'
import { historySql, only, type Whose } from './history.server.ts'
import { writeAllPreferences, writePreferences } from './preferences.server.ts'
import { writeProfiles } from './profiles.server.ts'
import { isMeasured, measureFifths } from './shop-measures.server.ts'

const WHOLE_SHOP = { timeout: 30 * 60_000, maxWait: 60_000 }
const FEW_CUSTOMERS = { timeout: 60_000, maxWait: 60_000 }

/** Recomputes the profiles of these customers from the ledger; who is deleted or unknown loses the profile. */
export async function refreshCustomers(
  db: Database,
  shopId: ShopId,
  customerIds: CustomerId[],
  now: Date,
): Promise<void> {
  if (customerIds.length === 0) return
  if (!(await isMeasured(db, shopId))) return refreshEveryone(db, shopId, now)
  await db.$transaction(async (tx) => {
    await planOnce(tx)
    await tx.$executeRaw`select pg_advisory_xact_lock_shared(${advisoryLocks.profiles}::int, ${shopId}::int)`
    await tx.$executeRaw`
      select 1 from customer where shop_id = ${shopId} and id = any(${customerIds}::bigint[]) order by id for update`
    const whose = { shopId, customerIds }
    await writePreferences(tx, whose)
    const written = await writeProfiles(tx, whose, now)
    if (written < new Set(customerIds).size) await removeOrphans(tx, whose)
  }, FEW_CUSTOMERS)
}

/** Recomputes every profile and what they are measured against; nothing else writes the shop's profiles meanwhile. */
export async function refreshEveryone(db: Database, shopId: ShopId, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${advisoryLocks.profiles}::int, ${shopId}::int)`
    await tx.$executeRaw`set local work_mem = '128MB'` // or sorts and hashes of a whole shop go to disk
    const whose = { shopId, customerIds: 'everyone' as const }
    await tx.$executeRaw`
      create temp table everybodys_history on commit drop as
      with ${historySql(whose)} select * from history`
    await tx.$executeRaw`analyze everybodys_history`
    const history = Prisma.sql`everybodys_history`
    await measureFifths(tx, shopId, now, history)
    await writeAllPreferences({ db, tx }, whose, now)
    await writeProfiles(tx, whose, now, history)
    await removeOrphans(tx, whose)
  }, WHOLE_SHOP)
}

async function removeOrphans(tx: Transaction, whose: Whose): Promise<void> {
  for (const table of [Prisma.raw('profile'), Prisma.raw('preference')]) {
    await tx.$executeRaw`
      delete from ${table} gone
      where gone.shop_id = ${whose.shopId} ${only(whose, Prisma.sql`gone.customer_id`)}
        and not exists (select 1 from customer c
          where c.shop_id = gone.shop_id and c.id = gone.customer_id and c.deleted_at is null)`
  }
}
