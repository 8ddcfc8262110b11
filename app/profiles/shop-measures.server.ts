import type { ShopId } from '../kernel/index.ts'
import { type Queryable, type Transaction } from '../platform/index.server.ts'
import { historySql } from './history.server.ts'
import { FEW_BUYERS, fewBuyersCuts } from './rfm.ts'

/**
 * Whether one customer can be measured against the stored fifths and habits. A shop with few buyers is refreshed as a
 * whole with each order, which is cheap there; a larger one is measured when all its profiles are refreshed.
 */
export async function isMeasured(db: Queryable, shopId: ShopId): Promise<boolean> {
  const [found] = await db.$queryRaw<[{ measured: boolean }]>`
    select exists (select 1 from rfm_threshold where shop_id = ${shopId})
      and (select count(*) from (select 1 from profile where shop_id = ${shopId} and orders > 0 limit ${FEW_BUYERS}) p)
        >= ${FEW_BUYERS} as measured`
  return found.measured
}

/** Whether the shop has so few customers that all can be refreshed with each order. */
export async function isSmall(db: Queryable, shopId: ShopId): Promise<boolean> {
  const [found] = await db.$queryRaw<[{ small: boolean }]>`
    select count(*) <= ${FEW_CUSTOMERS} as small
      from (select 1 from customer where shop_id = ${shopId} limit ${FEW_CUSTOMERS + 1}) c`
  return found.small
}

const FEW_CUSTOMERS = 2000

/** Recomputes the borders by recency, frequency and value: the merchant's own, or the fifths of all the shop's buyers. */
export async function measureFifths(tx: Transaction, shopId: ShopId, now: Date): Promise<void> {
  const few = fewBuyersCuts
  await tx.$executeRaw`
    with ${historySql({ shopId, customerIds: 'everyone' })},
    buyer as (select (extract(epoch from ${now}::timestamptz - last_at) / 86400)::float8 as days, orders, spent from history),
    fifths as (
      select count(*) as buyers, sum(spent) / greatest(sum(orders), 1) as mean_order,
        percentile_disc(array[.2, .4, .6, .8]::float8[]) within group (order by days) as recency,
        percentile_disc(array[.2, .4, .6, .8]::float8[]) within group (order by orders::float8) as frequency,
        percentile_disc(array[.2, .4, .6, .8]::float8[]) within group (order by spent::float8) as monetary
      from buyer
    )
    insert into rfm_threshold (shop_id, dimension, cuts, computed_at)
    select ${shopId}, d.dimension,
      case when own.mode = 'own' then d.own when f.buyers < ${FEW_BUYERS} then d.fixed else d.measured end, ${now}
    from fifths f left join rfm_setting own on own.shop_id = ${shopId}
    cross join lateral (values
      ('recency', f.recency, ${few.recency}::float8[], own.recency),
      ('frequency', f.frequency, ${few.frequency}::float8[], own.frequency),
      ('monetary', f.monetary, array(select cut * f.mean_order from unnest(${few.monetary}::float8[]) cut)::float8[],
        own.monetary)
    ) d (dimension, measured, fixed, own)
    where f.buyers > 0
    on conflict (shop_id, dimension) do update set cuts = excluded.cuts, computed_at = excluded.computed_at`
}
