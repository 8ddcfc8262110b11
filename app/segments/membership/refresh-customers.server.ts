import type { Cause, CustomerId, Shop, ShopId } from '../../kernel/index.ts'
import { inTurn, planOnce, Prisma, toShop, type Database, type Transaction } from '../../platform/index.server.ts'
import { holdEverybody, holdSome } from './locks.server.ts'
import { verdictsOf } from './verdicts.server.ts'

const FEW_CUSTOMERS = { timeout: 60_000, maxWait: 60_000 }

/**
 * Finds anew to which segments these customers belong, and notes who entered and left because of what. It costs the same
 * in a shop of any size. Who has no profile any more is in no segment and in no log.
 * @throws Postponed where long work of the shop holds its segments
 */
export async function refreshMemberships(
  db: Database,
  { shopId, customerIds: named, cause }: { shopId: ShopId; customerIds: CustomerId[]; cause: Cause },
  now: Date,
): Promise<void> {
  const customerIds = named.length === 0 ? [] : await whoIsAskedAbout(db, shopId, named)
  if (customerIds.length === 0) return
  const row = await db.shop.findUnique({ where: { id: shopId } })
  if (row === null) return
  const shop = toShop(row)
  await inTurn(shopId, (patience) =>
    db.$transaction(async (tx) => {
      await patience(tx)
      await planOnce(tx)
      await holdSome(tx, shopId, customerIds)
      await writeMemberships(tx, shop, { customerIds, cause }, now)
      await tx.$executeRaw`
        insert into segment_touched (shop_id, customer_id) select ${shopId}, id from unnest(${customerIds}::bigint[]) id`
    }, FEW_CUSTOMERS),
  )
}

/**
 * Nobody where the shop has no segment. Where one asks for redeemed codes, also those whose codes these customers have
 * used: a code may be passed on.
 */
async function whoIsAskedAbout(db: Database, shopId: ShopId, customerIds: CustomerId[]): Promise<CustomerId[]> {
  const [asked] = await db.$queryRaw<[{ any: boolean; redeemed: boolean | null }]>`
    select count(*) > 0 as any, bool_or(position('campaign_redeemed' in query) > 0) as redeemed
      from segment where shop_id = ${shopId}`
  if (!asked.any) return []
  if (asked.redeemed !== true) return customerIds
  const givers = await db.$queryRaw<{ id: CustomerId }[]>`
    select distinct r.customer_id as id
      from shop_order o
      cross join unnest(o.discount_codes) used
      join recipient r on r.shop_id = o.shop_id and r.code = upper(used)
     where o.shop_id = ${shopId} and o.customer_id = any(${customerIds}::bigint[])`
  return [...new Set([...customerIds, ...givers.map(({ id }) => id)])]
}

/** The same within a transaction that holds these customers' memberships, or all of the shop's. */
export async function writeMemberships(
  tx: Transaction,
  shop: Shop,
  { customerIds, cause }: { customerIds: CustomerId[]; cause: Cause },
  now: Date,
): Promise<void> {
  const { segmentIds, from, holds } = await verdictsOf(tx, shop, now)
  const shopId = Prisma.sql`${shop.id}::int`
  const whose = Prisma.sql`${customerIds}::bigint[]`
  // "offset 0" keeps the inner query apart: within it the customer is one value, which reaches into every table beside.
  await tx.$executeRaw`
    with present as materialized (
      select customer_id from profile where shop_id = ${shopId} and customer_id = any(${whose})
    ),
    fitting as materialized (
      select present.customer_id, verdict.segment_id
        from present
        cross join lateral (
          select ${holds} as holds from ${from} where p.shop_id = ${shopId} and p.customer_id = present.customer_id offset 0
        ) asked
        cross join lateral unnest(${segmentIds}::uuid[], asked.holds) verdict (segment_id, holds)
       where verdict.holds
    ),
    gone as (
      delete from segment_member m
       where m.shop_id = ${shopId} and m.customer_id = any(${whose})
         and (m.segment_id = any(${segmentIds}::uuid[]) or m.customer_id not in (select customer_id from present))
         and not exists (select from fitting f where f.customer_id = m.customer_id and f.segment_id = m.segment_id)
      returning m.customer_id, m.segment_id
    ),
    come as (
      insert into segment_member (shop_id, segment_id, customer_id, since)
      select ${shopId}, segment_id, customer_id, ${now} from fitting
      on conflict do nothing
      returning customer_id, segment_id
    ),
    forgotten as (
      delete from segment_change c
       where c.shop_id = ${shopId} and c.customer_id = any(${whose})
         and c.customer_id not in (select customer_id from present)
    )
    insert into segment_change (shop_id, segment_id, customer_id, at, entered, cause, order_id)
    select ${shopId}, segment_id, customer_id, ${now}, entered, ${cause.kind}, ${cause.orderId ?? null}::bigint
      from (
        select segment_id, customer_id, false as entered from gone where customer_id in (select customer_id from present)
        union all
        select segment_id, customer_id, true from come
      ) changed
     order by segment_id, customer_id`
}

/** Finds anew the memberships of whoever was looked at while the whole shop was evaluated, some at a time. */
export async function refreshTouched(db: Database, shop: Shop, cause: Cause, now: Date): Promise<void> {
  let last: bigint | null = null
  for (;;) {
    const done = await db.$transaction(async (tx) => {
      await holdEverybody(tx, shop.id)
      last ??= await lastTouched(tx, shop.id)
      const touched = await tx.$queryRaw<{ id: CustomerId }[]>`
        delete from segment_touched where shop_id = ${shop.id} and id in (
          select id from segment_touched where shop_id = ${shop.id} and id <= ${last} order by id limit ${AT_ONCE})
        returning customer_id as id`
      const customerIds = [...new Set(touched.map(({ id }) => id))]
      if (customerIds.length > 0) await writeMemberships(tx, shop, { customerIds, cause }, now)
      return touched.length < AT_ONCE
    }, FEW_CUSTOMERS)
    if (done) return
  }
}

const AT_ONCE = 1_000

async function lastTouched(tx: Transaction, shopId: ShopId): Promise<bigint> {
  const [found] = await tx.$queryRaw<[{ id: bigint | null }]>`
    select max(id) as id from segment_touched where shop_id = ${shopId}`
  return found.id ?? 0n
}
