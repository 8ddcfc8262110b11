import type { Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import { everyoneSql, fitsSql } from './members.server.ts'
import type { Rule } from './rules.ts'

/** A member as the editor shows it; spentMinor in the shop's currency, time ISO 8601. */
export type SampleMember = {
  id: string
  name: string
  email: string | null
  spentMinor: number
  lastOrderAt: string | null
}

/** How many customers fit the rules now, of how many in the shop, and five of them, the best first. */
export type SegmentCount = { count: number; of: number; sample: SampleMember[]; asOf: string }

/** Counts the customers that fit the rules at this moment. */
export async function countMembers(db: Queryable, shop: Shop, rules: Rule[], now: Date): Promise<number> {
  const [count = 0] = await countEach(db, shop, [rules], now)
  return count
}

const COUNTED_AT_ONCE = 50

/** Counts as countMembers does for many sets of rules, in one pass over the shop for fifty of them. */
export async function countEach(db: Queryable, shop: Shop, sets: Rule[][], now: Date): Promise<number[]> {
  const counts: number[] = []
  for (let start = 0; start < sets.length; start += COUNTED_AT_ONCE) {
    const these = sets.slice(start, start + COUNTED_AT_ONCE)
    const each = these.map((rules) => Prisma.sql`count(*) filter (where ${fitsSql(shop, rules, now)})`)
    const [found] = await db.$queryRaw<[{ counts: bigint[] }]>`
      select array[${Prisma.join(each)}] as counts from ${everyoneSql(shop, these.flat())} where p.shop_id = ${shop.id}`
    counts.push(...found.counts.map(Number))
  }
  return counts
}

/** Counts as countMembers does and shows five members; members are found once for both. */
export async function countWithSample(db: Queryable, shop: Shop, rules: Rule[], now: Date): Promise<SegmentCount> {
  const found = await db.$queryRaw<({ count: number; of: number } & Nullable<FoundMember>)[]>`
    with member as materialized (
      select p.customer_id, p.spent_minor, p.last_order_at from ${everyoneSql(shop, rules)}
       where p.shop_id = ${shop.id} and ${fitsSql(shop, rules, now)}
    ), best as (
      select * from member order by spent_minor desc, customer_id limit 5
    )
    select counted.*, c.id, c.email, trim(concat_ws(' ', c.first_name, c.last_name)) as name, best.spent_minor, best.last_order_at
      from (select (select count(*) from member)::int as count,
                   (select count(*) from profile where shop_id = ${shop.id})::int as of) counted
      left join (best join customer c on c.shop_id = ${shop.id} and c.id = best.customer_id) on true
     order by best.spent_minor desc, c.id`
  const [{ count, of } = { count: 0, of: 0 }] = found
  const sample = found.flatMap((row) => (row.id === null ? [] : [toSample(row as FoundMember)]))
  return { count, of, sample, asOf: now.toISOString() }
}

function toSample({ id, email, name, spent_minor, last_order_at }: FoundMember): SampleMember {
  return {
    id: String(id),
    email,
    name: name || (email ?? `#${String(id)}`),
    spentMinor: Number(spent_minor),
    lastOrderAt: last_order_at?.toISOString() ?? null,
  }
}

type Nullable<Row> = { [Key in keyof Row]: Row[Key] | null }

type FoundMember = {
  id: bigint
  email: string | null
  name: string
  spent_minor: bigint
  last_order_at: Date | null
}
