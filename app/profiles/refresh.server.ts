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
import type { PreferenceLaw } from './fold-preferences.ts'
import { only, type Whose } from './history.server.ts'
import { measurePreferences, writePreferences } from './preferences.server.ts'
import { writeProfiles } from './profiles.server.ts'
import { isMeasured, isSmall, measureFifths } from './shop-measures.server.ts'

const WHOLE_SHOP = { timeout: 30 * 60_000, maxWait: 60_000 }
const FEW_CUSTOMERS = { timeout: 60_000, maxWait: 60_000 }
const PORTION = 20_000

/** Recomputes the profiles of these customers from the ledger; who is deleted or unknown loses the profile. */
export async function refreshCustomers(
  db: Database,
  shopId: ShopId,
  customerIds: CustomerId[],
  now: Date,
): Promise<void> {
  if (customerIds.length === 0) return
  if (!(await isMeasured(db, shopId))) {
    if (await isSmall(db, shopId)) return refreshEveryone(db, shopId, now).then(() => predictEveryone(db, shopId, now))
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
  const law = await db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${advisoryLocks.profiles}::int, ${shopId}::int)`
    await bigSorts(tx)
    await measureFifths(tx, shopId, now)
    return measurePreferences(tx, shopId, now)
  }, WHOLE_SHOP)
  const refreshAfter = (after: CustomerId) => refreshPortion(db, { shopId, after, law, now })
  for (let after: CustomerId | null = LOWEST; after !== null;) after = await refreshAfter(after)
  await db.$transaction((tx) => removeOrphans(tx, { shopId, customerIds: 'everyone' }), WHOLE_SHOP)
}

const LOWEST = -(2n ** 63n) as CustomerId

type Portion = { shopId: ShopId; after: CustomerId; law: PreferenceLaw; now: Date }

/** Refreshes the customers whose ids follow `after`; resolves with the last of them, or null where there are no more. */
async function refreshPortion(db: Database, { shopId, after, law, now }: Portion): Promise<CustomerId | null> {
  return db.$transaction(async (tx) => {
    await bigSorts(tx)
    const rows = await tx.$queryRaw<{ id: CustomerId }[]>`
      select id from customer where shop_id = ${shopId} and id > ${after}::bigint
       order by id limit ${PORTION} for update`
    const last = rows.at(-1)
    if (last === undefined) return null
    await write(tx, { shopId, customerIds: rows.map(({ id }) => id) }, now, law)
    return rows.length < PORTION ? null : last.id
  }, WHOLE_SHOP)
}

async function lockCustomers(tx: Transaction, { shopId, customerIds }: Few): Promise<void> {
  await tx.$executeRaw`
    select 1 from customer where shop_id = ${shopId} and id = any(${customerIds}::bigint[]) order by id for update`
}

type Few = { shopId: ShopId; customerIds: CustomerId[] }

async function write(tx: Transaction, whose: Few, now: Date, law?: PreferenceLaw): Promise<void> {
  await writePreferences(tx, whose, law)
  const written = await writeProfiles(tx, whose, now)
  if (written < new Set(whose.customerIds).size) await removeOrphans(tx, whose)
}

// Or the sorts and hashes of a whole shop go to disk.
async function bigSorts(tx: Transaction): Promise<void> {
  await tx.$executeRaw`set local work_mem = '128MB'`
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
