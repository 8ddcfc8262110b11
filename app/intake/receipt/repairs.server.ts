import type { Shop } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'
import type { RepairedSubject } from '../reconcile/checked-kinds.ts'
import { lastNight } from '../reconcile/due.ts'

export type RepairView = {
  id: string
  subject: RepairedSubject
  /** What the shop calls it, or the order it belongs to; null where it is known by its number only. */
  name: string | null
  subjectId: string
  difference: 'missing' | 'outdated' | 'gone'
  /** ISO 8601 */
  at: string
  /** Where Shopify's admin shows it; null where there is nothing to show. */
  link: string | null
}

const MOST = 5

/** What was put right last, newest first. */
export async function lastRepairs(db: Queryable, shop: Pick<Shop, 'id'>): Promise<RepairView[]> {
  const rows = await db.$queryRaw<Found[]>`
    with last as (
      select * from repair where shop_id = ${shop.id} order by repaired_at desc, subject, subject_id limit ${MOST}),
    numbered as (
      select *, case when subject <> 'subscription' and subject_id ~ '^[0-9]{1,18}$' then subject_id::bigint end as number from last)
    select r.subject, r.subject_id as "subjectId", r.difference, r.repaired_at as at, r.reconciliation_id as run,
           coalesce(o.name, nullif(concat_ws(' ', c.first_name, c.last_name), ''), p.title, k.title, nullif(d.title, ''), rc.code, nullif(n.name, ''), co.email, r.name) as name
      from numbered r
      left join lateral (
        select order_id from refund where r.subject = 'refund' and shop_id = r.shop_id and id = r.number
        union all select order_id from fulfillment where r.subject = 'fulfillment' and shop_id = r.shop_id and id = r.number
        union all select order_id from fulfillment_event where r.subject = 'fulfillmentEvent' and shop_id = r.shop_id and id = r.number
        union all select order_id from order_return where r.subject = 'return' and shop_id = r.shop_id and id = r.number
        limit 1) as part on true
      left join shop_order o on o.shop_id = r.shop_id and o.id = case when r.subject = 'order' then r.number else part.order_id end
      left join discount d on r.subject = 'discount' and d.shop_id = r.shop_id and d.id = r.number
      left join redeem_code rc on r.subject = 'redeemCode' and rc.shop_id = r.shop_id and rc.id = r.number
      left join native_segment n on r.subject = 'segment' and n.shop_id = r.shop_id and n.id = r.number
      left join checkout co on r.subject = 'checkout' and co.shop_id = r.shop_id and co.token = r.subject_id
      left join customer c on r.subject in ('customer', 'consent', 'purchaseTotal') and c.shop_id = r.shop_id and c.id = r.number
      left join product p on r.subject = 'product' and p.shop_id = r.shop_id and p.id = r.number
      left join collection k on r.subject = 'collection' and k.shop_id = r.shop_id and k.id = r.number
     order by r.repaired_at desc, r.subject, r.subject_id`
  return rows.map(({ at, run, ...row }) => ({
    ...row,
    id: [run, row.subject, row.subjectId].join(),
    at: at.toISOString(),
    link: linkOf(row),
  }))
}

type Found = Omit<RepairView, 'id' | 'at' | 'link'> & { at: Date; run: string }

const pages: Partial<Record<RepairedSubject, string>> = {
  order: 'orders',
  customer: 'customers',
  consent: 'customers',
  purchaseTotal: 'customers',
  product: 'products',
  collection: 'collections',
  discount: 'discounts',
}

function linkOf({ subject, subjectId, difference }: Pick<RepairView, 'subject' | 'subjectId' | 'difference'>) {
  const page = pages[subject]
  return page === undefined || difference === 'gone' ? null : `shopify://admin/${page}/${subjectId}`
}

const NIGHT_HOURS = 6

/**
 * How much last night's comparison put right; null where none was made between three and nine in the shop's morning.
 * Comparisons that somebody began later in the day are not the night's.
 */
export async function repairedLastNight(db: Queryable, shop: OfShop, now: Date): Promise<number | null> {
  const night = lastNight(shop.timeZone, now)
  const [row] = await db.$queryRaw<{ repairs: bigint }[]>`
    select (select count(*) from repair p where p.shop_id = r.shop_id and p.reconciliation_id = r.id) as repairs
      from reconciliation r
     where r.shop_id = ${shop.id} and r.kind = 'daily' and r.finished_at is not null and r.started_at >= ${night}
       and r.started_at < ${new Date(night.getTime() + NIGHT_HOURS * 3_600_000)}
     order by r.started_at limit 1`
  return row === undefined ? null : Number(row.repairs)
}

type OfShop = Pick<Shop, 'id' | 'timeZone'>
