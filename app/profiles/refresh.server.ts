import type { CustomerId, ShopId } from '../kernel/index.ts'
import { takeTurn } from '../ledger/index.server.ts'
import { advisoryLocks, planOnce, Prisma, type Database, type Transaction } from '../platform/index.server.ts'
import { historySql, only, type Whose } from './history.server.ts'
import { writePreferences } from './preferences.server.ts'
import { rfmGroupTable } from './rfm.ts'
import { isMeasured, measureFifths, measureHabits } from './shop-measures.server.ts'

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
    // As whoever writes orders does, and before any row: a batch of them holds rows in an order of its own.
    await takeTurn(tx, { id: shopId }, { customers: customerIds })
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
    await measureFifths(tx, shopId, now)
    await writePreferences(tx, whose)
    await measureHabits(tx, shopId, now)
    await writeProfiles(tx, whose, now)
    await removeOrphans(tx, whose)
  }, WHOLE_SHOP)
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
