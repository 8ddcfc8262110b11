import type { Shop } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'

export type RepairView = {
  id: string
  subject: 'order' | 'customer' | 'product' | 'collection' | 'subscription'
  /** What the shop calls it; null where it is known by its number only. */
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
           coalesce(o.name, nullif(concat_ws(' ', c.first_name, c.last_name), ''), p.title, k.title) as name
      from numbered r
      left join shop_order o on r.subject = 'order' and o.shop_id = r.shop_id and o.id = r.number
      left join customer c on r.subject = 'customer' and c.shop_id = r.shop_id and c.id = r.number
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

const pages = { order: 'orders', customer: 'customers', product: 'products', collection: 'collections' } as const

function linkOf({ subject, subjectId, difference }: Pick<RepairView, 'subject' | 'subjectId' | 'difference'>) {
  if (subject === 'subscription' || difference === 'gone') return null
  return `shopify://admin/${pages[subject]}/${subjectId}`
}

const DAY = 86_400_000

/** How much last night's comparison put right; null where none ended within a day. */
export async function repairedLastNight(db: Queryable, shop: Pick<Shop, 'id'>, now: Date): Promise<number | null> {
  const [row] = await db.$queryRaw<{ runs: bigint; repairs: bigint }[]>`
    select count(distinct r.id) as runs, count(p.subject_id) as repairs
      from reconciliation r
      left join repair p on p.shop_id = r.shop_id and p.reconciliation_id = r.id
     where r.shop_id = ${shop.id} and r.kind = 'daily' and r.started_at > ${new Date(now.getTime() - DAY)}
       and r.finished_at is not null`
  return row === undefined || row.runs === 0n ? null : Number(row.repairs)
}
