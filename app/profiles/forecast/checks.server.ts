import { Prisma, type Transaction } from '../../platform/index.server.ts'
import { only, type Whose } from '../history.server.ts'

/** A year without an order proves right who expected none. */
const QUIET_DAYS = 365

/**
 * Settles the noted predictions of the next order: by the first order after they were made, or once their last day has
 * passed. Asks the profiles first who has ordered since, so that a night reads orders of those alone.
 */
export async function settleChecks(tx: Transaction, whose: Whose, now: Date): Promise<void> {
  const { shopId } = whose
  await tx.$executeRaw`
    with open as (
      select k.customer_id, k.made_at, k.from_day, k.to_day, s.time_zone, came.at,
             (came.at at time zone s.time_zone)::date as came_day,
             (${now}::timestamptz at time zone s.time_zone)::date as today
        from prediction_check k
        join shop s on s.id = k.shop_id
        left join profile p on p.shop_id = k.shop_id and p.customer_id = k.customer_id
        left join lateral (
          select min(o.processed_at) as at from shop_order o
           where p.last_order_at > k.made_at and o.shop_id = k.shop_id and o.customer_id = k.customer_id
             and o.processed_at > k.made_at and o.cancelled_at is null and o.deleted_at is null and not o.test
        ) came on true
       where k.shop_id = ${shopId} and k.outcome = 'open' ${only(whose, Prisma.sql`k.customer_id`)}
    ),
    settled as (
      select customer_id, made_at,
             case when at is not null and from_day is null then 'surprise'
                  when came_day < from_day then 'early' when came_day <= to_day then 'kept'
                  when came_day is not null then 'late'
                  when to_day < today then 'missed'
                  when from_day is null and made_at < ${now}::timestamptz - make_interval(days => ${QUIET_DAYS}) then 'quiet'
             end as outcome,
             coalesce(at, (to_day + 1)::timestamp at time zone time_zone, ${now}) as settled_at
        from open
    )
    update prediction_check k set outcome = settled.outcome, settled_at = settled.settled_at
      from settled
     where k.shop_id = ${shopId} and k.customer_id = settled.customer_id and k.made_at = settled.made_at
       and settled.outcome is not null`
}

/** Notes the next order as it is predicted now for everybody of whom no open prediction is noted. */
export async function noteChecks(tx: Transaction, { shopId }: Pick<Whose, 'shopId'>, now: Date): Promise<void> {
  await tx.$executeRaw`
    insert into prediction_check (shop_id, customer_id, made_at, from_day, to_day)
    select p.shop_id, p.customer_id, ${now}, p.next_order_from, p.next_order_to
      from prediction p
     where p.shop_id = ${shopId} and not exists (
       select from prediction_check k
        where k.shop_id = p.shop_id and k.customer_id = p.customer_id
          and (k.outcome = 'open' or k.made_at > ${now}::timestamptz - make_interval(days => 1)))
    on conflict do nothing`
}
