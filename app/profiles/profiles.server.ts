import { Prisma, type Transaction } from '../platform/index.server.ts'
import type { FoldedCustomer } from './fold-customers.ts'
import { only, type Whose } from './history.server.ts'
import { rfmGroupTable } from './rfm.ts'

/** Writes the profiles of these customers as they were folded; of whom there was nothing to fold too. @returns how many */
export function writeProfiles(tx: Transaction, whose: Whose, folded: FoldedCustomer[], now: Date): Promise<number> {
  const bought = Prisma.sql`
    select * from json_to_recordset(${JSON.stringify(folded.map(toRow))}::json)
      as told (customer_id bigint, orders int, spent bigint, first_at timestamptz, last_at timestamptz, preferred_type text)`
  return scoreProfiles(tx, whose, bought, now)
}

/** Scores the profiles of these customers again, by other borders. */
export function rescoreProfiles(tx: Transaction, whose: Whose, now: Date): Promise<number> {
  const bought = Prisma.sql`
    select p.customer_id, p.orders, p.spent_minor as spent, p.first_order_at as first_at, p.last_order_at as last_at,
      p.preferred_type
    from profile p where p.shop_id = ${whose.shopId} ${only(whose, Prisma.sql`p.customer_id`)}`
  return scoreProfiles(tx, whose, bought, now)
}

function toRow({ customerId, purchases, preferredType }: FoldedCustomer) {
  const { orders, spentMinor, firstAt, lastAt } = purchases
  return {
    ...{ customer_id: customerId, orders, spent: spentMinor, preferred_type: preferredType },
    ...(orders > 0 && { first_at: new Date(firstAt), last_at: new Date(lastAt) }),
  }
}

/**
 * A score is 1 and one more for every border passed, so equal values get equal scores. Of a whole shop only what differs is
 * written; refreshed_at is when it last did.
 */
function scoreProfiles(tx: Transaction, whose: Whose, bought: Prisma.Sql, now: Date): Promise<number> {
  const { shopId } = whose
  return tx.$executeRaw`
    with bought as (${bought}),
    fifths as (
      select (array_agg(cuts) filter (where dimension = 'recency'))[1:1] as r,
        (array_agg(cuts) filter (where dimension = 'frequency'))[1:1] as f,
        (array_agg(cuts) filter (where dimension = 'monetary'))[1:1] as m
      from rfm_threshold where shop_id = ${shopId}
    ),
    scored as (
      select c.id as customer_id, b.orders, b.spent, b.first_at, b.last_at, b.preferred_type,
        1 + (select count(*) from unnest(r) cut where cut >= extract(epoch from ${now}::timestamptz - b.last_at) / 86400) as recency,
        1 + (select count(*) from unnest(f) cut where cut < b.orders) as frequency,
        1 + (select count(*) from unnest(m) cut where cut < b.spent) as monetary
      from customer c cross join fifths left join bought b on b.customer_id = c.id
      where c.shop_id = ${shopId} and c.deleted_at is null ${only(whose, Prisma.sql`c.id`)}
    )
    insert into profile as known (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at,
      recency, frequency, monetary, rfm_group, preferred_type, refreshed_at)
    select ${shopId}, s.customer_id, coalesce(s.orders, 0), coalesce(s.spent, 0), s.first_at, s.last_at,
      case when s.orders > 0 then s.recency end, case when s.orders > 0 then s.frequency end,
      case when s.orders > 0 then s.monetary end,
      case when s.orders > 0
        then (${[...rfmGroupTable]}::text[])[25 * (s.recency - 1) + 5 * (s.frequency - 1) + s.monetary]
        else 'PROSPECTS' end,
      s.preferred_type, ${now}
    from scored s
    on conflict (shop_id, customer_id) do update set orders = excluded.orders, spent_minor = excluded.spent_minor,
      first_order_at = excluded.first_order_at, last_order_at = excluded.last_order_at, recency = excluded.recency,
      frequency = excluded.frequency, monetary = excluded.monetary, rfm_group = excluded.rfm_group,
      preferred_type = excluded.preferred_type, refreshed_at = excluded.refreshed_at
    ${Array.isArray(whose.customerIds) ? Prisma.empty : whereDiffers}`
}

const whereDiffers = Prisma.sql`
  where (known.orders, known.spent_minor, known.first_order_at, known.last_order_at, known.recency, known.frequency,
      known.monetary, known.rfm_group, known.preferred_type)
    is distinct from (excluded.orders, excluded.spent_minor, excluded.first_order_at, excluded.last_order_at,
      excluded.recency, excluded.frequency, excluded.monetary, excluded.rfm_group, excluded.preferred_type)`
