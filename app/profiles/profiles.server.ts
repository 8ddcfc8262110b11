import { Prisma, type Transaction } from '../platform/index.server.ts'
import { historySql, only, type Whose } from './history.server.ts'
import { rfmGroupTable } from './rfm.ts'

/**
 * Writes the profiles of these customers by the borders and preferences of now. A score is 1 and one more for every border
 * passed, so equal values get equal scores. Of a whole shop only what differs is written; refreshed_at is when it last did.
 */
export async function writeProfiles(tx: Transaction, whose: Whose, now: Date): Promise<number> {
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
    insert into profile as known (shop_id, customer_id, orders, spent_minor, first_order_at, last_order_at,
      recency, frequency, monetary, rfm_group, preferred_type, refreshed_at)
    select ${shopId}, s.customer_id, coalesce(s.orders, 0), coalesce(s.spent, 0), s.first_at, s.last_at,
      case when s.orders > 0 then s.recency end, case when s.orders > 0 then s.frequency end,
      case when s.orders > 0 then s.monetary end,
      case when s.orders > 0
        then (${[...rfmGroupTable]}::text[])[25 * (s.recency - 1) + 5 * (s.frequency - 1) + s.monetary]
        else 'PROSPECTS' end,
      (select substr(token, 22) from unnest(p.tokens) token where starts_with(token, 'prefers:product_type:')), ${now}
    from scored s
    left join preference p on p.shop_id = ${shopId} and p.customer_id = s.customer_id
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
