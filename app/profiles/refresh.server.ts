import type { CustomerId, ShopId } from '../kernel/index.ts'
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
import { historySql, only, type Whose } from './history.server.ts'
import { writePreferences } from './preferences.server.ts'
import { rfmGroupTable } from './rfm.ts'
import { isMeasured, isSmall, measureFifths, measureHabits } from './shop-measures.server.ts'

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
    if (await isSmall(db, shopId)) return refreshEveryone(db, shopId, now)
    await measureSoon(db, shopId, now)
  }
  await inTurn(shopId, (patience) =>
    db.$transaction(async (tx) => {
      await patience(tx)
      await planOnce(tx)
      await lockCustomers(tx, { shopId, customerIds })
      await write(tx, { shopId, customerIds }, now)
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
  await db.$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${advisoryLocks.profiles}::int, ${shopId}::int)`
    await bigSorts(tx)
    await measureFifths(tx, shopId, now)
    await measureHabits(tx, shopId, now)
  }, WHOLE_SHOP)
  for (let after: CustomerId | null = LOWEST; after !== null;) after = await refreshPortion(db, shopId, after, now)
  await db.$transaction((tx) => removeOrphans(tx, { shopId, customerIds: 'everyone' }), WHOLE_SHOP)
}

const LOWEST = -(2n ** 63n) as CustomerId

/** Refreshes the customers whose ids follow `after`; resolves with the last of them, or null where there are no more. */
async function refreshPortion(db: Database, shopId: ShopId, after: CustomerId, now: Date): Promise<CustomerId | null> {
  return db.$transaction(async (tx) => {
    await bigSorts(tx)
    const rows = await tx.$queryRaw<{ id: CustomerId }[]>`
      select id from customer where shop_id = ${shopId} and id > ${after}::bigint
       order by id limit ${PORTION} for update`
    const last = rows.at(-1)
    if (last === undefined) return null
    await write(tx, { shopId, customerIds: rows.map(({ id }) => id) }, now)
    return rows.length < PORTION ? null : last.id
  }, WHOLE_SHOP)
}

async function lockCustomers(tx: Transaction, { shopId, customerIds }: Few): Promise<void> {
  await tx.$executeRaw`
    select 1 from customer where shop_id = ${shopId} and id = any(${customerIds}::bigint[]) order by id for update`
}

type Few = { shopId: ShopId; customerIds: CustomerId[] }

async function write(tx: Transaction, whose: Few, now: Date): Promise<void> {
  await writePreferences(tx, whose)
  const written = await writeProfiles(tx, whose, now)
  if (written < new Set(whose.customerIds).size) await removeOrphans(tx, whose)
}

// Or the sorts and hashes of a whole shop go to disk.
async function bigSorts(tx: Transaction): Promise<void> {
  await tx.$executeRaw`set local work_mem = '128MB'`
}

// A score is 1 and one more for every border passed, so equal values get equal scores.
async function writeProfiles(tx: Transaction, whose: Whose, now: Date): Promise<number> {
  const { shopId } = whose
  return tx.$executeRaw`
    with ${historySql(whose)},
    fifths as (
      select (array_agg(cuts) filter (where dimension = 'recency'))[1:1] as r,
        (array_agg(cuts) filter (where dimension = 'frequency'))[1:1] as f,
        (array_agg(cuts) filter (where dimension = 'monetary'))[1:1] as m
      from rfm_threshold where shop_id = ${shopId}
    ),
    scored as (
      select c.id as customer_id, h.orders, h.spent, h.first_at, h.last_at,
        1 + (select count(*) from unnest(r) cut where cut >= extract(epoch from ${now}::timestamptz - h.last_at) / 86400) as recency,
        1 + (select count(*) from unnest(f) cut where cut < h.orders) as frequency,
        1 + (select count(*) from unnest(m) cut where cut < h.spent) as monetary
      from customer c cross join fifths left join history h on h.customer_id = c.id
      where c.shop_id = ${shopId} and c.deleted_at is null ${only(whose, Prisma.sql`c.id`)}
    )
    insert into profile (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at,
      recency, frequency, monetary, rfm_group, preferred_type, refreshed_at)
    select ${shopId}, s.customer_id, coalesce(s.orders, 0), coalesce(s.spent, 0), s.first_at, s.last_at,
      case when s.orders > 0 then s.recency end, case when s.orders > 0 then s.frequency end,
      case when s.orders > 0 then s.monetary end,
      case when s.orders > 0
        then (${[...rfmGroupTable]}::text[])[25 * (s.recency - 1) + 5 * (s.frequency - 1) + s.monetary]
        else 'PROSPECTS' end,
      p.value, ${now}
    from scored s
    left join preference p on p.shop_id = ${shopId} and p.customer_id = s.customer_id
      and p.kind = 'product_type' and p.rank = 1
    on conflict (shop_id, customer_id) do update set orders = excluded.orders, spent_minor = excluded.spent_minor,
      first_order_at = excluded.first_order_at, last_order_at = excluded.last_order_at, recency = excluded.recency,
      frequency = excluded.frequency, monetary = excluded.monetary, rfm_group = excluded.rfm_group,
      preferred_type = excluded.preferred_type, refreshed_at = excluded.refreshed_at`
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
