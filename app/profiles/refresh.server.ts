import type { CustomerId, ShopId } from '../kernel/index.ts'
import { takeTurn } from '../ledger/index.server.ts'
import {
  AFTER_DELIVERIES,
  advisoryLocks,
  inTurn,
  planOnce,
  recordFact,
  Prisma,
  type Database,
  type Transaction,
} from '../platform/index.server.ts'
import { predictCustomers } from './forecast/predict-customers.server.ts'
import { predictEveryone } from './forecast/predict-everyone.server.ts'
import { only, type Few, type IdRange, type Whose } from './history.server.ts'
import { measurePreferences, refreshFewPreferences, refreshPreferences } from './preferences.server.ts'
import { writeProfiles } from './profiles.server.ts'
import { isMeasured, isSmall, measureFifths } from './shop-measures.server.ts'
import type { PreferenceLaw } from './value-index.ts'

const WHOLE_SHOP = { timeout: 30 * 60_000, maxWait: 60_000 }
const FEW_CUSTOMERS = { timeout: 60_000, maxWait: 60_000 }
const PORTION = 20_000
/** Portions at a time: PostgreSQL reads and writes for one while we count for the other. */
const AT_ONCE = 2

/**
 * Recomputes the profiles of these customers from the ledger; who is deleted or unknown loses the profile. A small shop
 * that was never measured is recomputed as a whole. Returns whose profiles that were.
 */
export async function refreshCustomers(
  db: Database,
  shopId: ShopId,
  customerIds: CustomerId[],
  now: Date,
): Promise<'theirs' | 'everyones'> {
  if (customerIds.length === 0) return 'theirs'
  if (!(await isMeasured(db, shopId))) {
    if (await isSmall(db, shopId)) {
      await refreshEveryone(db, shopId, now)
      await predictEveryone(db, shopId, now)
      return 'everyones'
    }
    await measureSoon(db, shopId, now)
  }
  await inTurn(shopId, (patience) =>
    db.$transaction(async (tx) => {
      await patience(tx)
      await planOnce(tx)
      // As whoever writes orders does, and before any row: a batch of them holds rows in an order of its own.
      await takeTurn(tx, { id: shopId }, { customers: customerIds })
      await lockCustomers(tx, { shopId, customerIds })
      await write(tx, { shopId, customerIds }, now)
      await predictCustomers(tx, { shopId, customerIds }, now)
    }, FEW_CUSTOMERS),
  )
  return 'theirs'
}

const MEASURED_EVERY = 10 * 60_000

// All that ask within the same ten minutes mean the same moment, or each would put it off for the next.
async function measureSoon(db: Database, shopId: ShopId, now: Date): Promise<void> {
  const at = new Date(Math.ceil(now.getTime() / MEASURED_EVERY) * MEASURED_EVERY)
  const timing = { at, key: `ageing-${String(shopId)}`, priority: AFTER_DELIVERIES }
  await recordFact(db, { kind: 'profiles-aged', shopId }, timing)
}

/**
 * Measures the shop anew and recomputes every profile, a portion at a time, so that an order of the shop waits for a
 * portion at most. Who is refreshed by an order meanwhile is measured by the new measures already.
 */
export async function refreshEveryone(db: Database, shopId: ShopId, now: Date): Promise<void> {
  const law = await measure(db, shopId, now)
  const portions = await portionsOf(db, shopId)
  const refreshInTurn = async () => {
    for (let next = portions.shift(); next !== undefined; next = portions.shift())
      await refreshPortion(db, { shopId, customerIds: next }, { law, now })
  }
  await Promise.all(Array.from({ length: AT_ONCE }, refreshInTurn))
  await db.$transaction(async (tx) => {
    await removeOrphans(tx, { shopId, customerIds: 'everyone' })
    await tx.$executeRaw`select gin_clean_pending_list('preference_tokens_idx')`
  }, WHOLE_SHOP)
}

// The one does not read what the other writes, and the lock on one of two connections keeps other refreshes away from both.
async function measure(db: Database, shopId: ShopId, now: Date): Promise<PreferenceLaw> {
  return db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${advisoryLocks.profiles}::int, ${shopId}::int)`
    await bigSorts(tx)
    const fifths = db.$transaction(async (beside) => {
      await bigSorts(beside)
      await measureFifths(beside, shopId, now)
    }, WHOLE_SHOP)
    const [law] = await Promise.all([measurePreferences(tx, shopId, now), fifths])
    return law
  }, WHOLE_SHOP)
}

const LOWEST = -(2n ** 63n) as CustomerId
const HIGHEST = (2n ** 63n - 1n) as CustomerId

/** Ranges of ids that together hold everyone, with about PORTION customers each. */
async function portionsOf(db: Database, shopId: ShopId): Promise<IdRange[]> {
  const borders = await db.$queryRaw<{ id: CustomerId }[]>`
    select id from (select id, row_number() over (order by id) as place from customer where shop_id = ${shopId}) c
     where place % ${PORTION} = 0 order by id`
  const ends = borders.map(({ id }) => id)
  return [...ends, HIGHEST].map((to, place) => ({ from: afterOf(ends[place - 1]), to }))
}

function afterOf(id: CustomerId | undefined): CustomerId {
  return id === undefined ? LOWEST : ((id + 1n) as CustomerId)
}

async function refreshPortion(
  db: Database,
  portion: { shopId: ShopId; customerIds: IdRange },
  { law, now }: { law: PreferenceLaw; now: Date },
): Promise<void> {
  await db.$transaction(async (tx) => {
    await planForPortion(tx)
    await tx.$executeRaw`
      select count(*) from (select 1 from customer where shop_id = ${portion.shopId}
        and id between ${portion.customerIds.from} and ${portion.customerIds.to} order by id for update) locked`
    await writeProfiles(tx, portion, await refreshPreferences(tx, portion, law), now)
  }, WHOLE_SHOP)
}

async function lockCustomers(tx: Transaction, { shopId, customerIds }: Few): Promise<void> {
  await tx.$executeRaw`
    select 1 from customer where shop_id = ${shopId} and id = any(${customerIds}::bigint[]) order by id for update`
}

async function write(tx: Transaction, few: Few, now: Date): Promise<void> {
  const written = await writeProfiles(tx, few, await refreshFewPreferences(tx, few), now)
  if (written < new Set(few.customerIds).size) await removeOrphans(tx, few)
}

// Or the sorts and hashes of a whole shop go to disk.
async function bigSorts(tx: Transaction): Promise<void> {
  await tx.$executeRaw`set local work_mem = '128MB'`
}

// A portion has one core, because the other portion has one too. The commit does not wait for the disk: what a crash loses is
// derived, and the next night finds it missing. New tokens go into the index all at once, at the end.
async function planForPortion(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    select set_config('work_mem', '64MB', true), set_config('synchronous_commit', 'off', true),
      set_config('max_parallel_workers_per_gather', '0', true), set_config('gin_pending_list_limit', '64MB', true)`
}

async function removeOrphans(tx: Transaction, whose: Whose): Promise<void> {
  for (const table of ['profile', 'preference', 'prediction', 'prediction_check'].map((name) => Prisma.raw(name))) {
    await tx.$executeRaw`
      delete from ${table} gone
      where gone.shop_id = ${whose.shopId} ${only(whose, Prisma.sql`gone.customer_id`)}
        and not exists (select 1 from customer c
          where c.shop_id = gone.shop_id and c.id = gone.customer_id and c.deleted_at is null)`
  }
}
