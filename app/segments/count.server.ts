import type { Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import { membersOf } from './members.server.ts'
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
  const [found] = await db.$queryRaw<[{ count: number }]>`
    select count(*)::int as count from (${membersOf(shop, rules, now)}) m`
  return found.count
}

/** Counts as countMembers does and shows five members. */
export async function countWithSample(db: Queryable, shop: Shop, rules: Rule[], now: Date): Promise<SegmentCount> {
  const [count, of, sample] = await Promise.all([
    countMembers(db, shop, rules, now),
    countMembers(db, shop, [], now),
    sampleMembers(db, shop, rules, now),
  ])
  return { count, of, sample, asOf: now.toISOString() }
}

async function sampleMembers(db: Queryable, shop: Shop, rules: Rule[], now: Date): Promise<SampleMember[]> {
  const found = await db.$queryRaw<FoundMember[]>`
    select c.id, c.email, trim(concat_ws(' ', c.first_name, c.last_name)) as name, p.spent_minor, p.last_order_at
    from (${membersOf(shop, rules, now)}) m
    join profile p on p.shop_id = ${shop.id} and p.customer_id = m.customer_id
    join customer c on c.shop_id = ${shop.id} and c.id = m.customer_id
    order by p.spent_minor desc, c.id limit 5`
  return found.map(({ id, email, name, spent_minor, last_order_at }) => ({
    id: String(id),
    email,
    name: name || (email ?? `#${String(id)}`),
    spentMinor: Number(spent_minor),
    lastOrderAt: last_order_at?.toISOString() ?? null,
  }))
}

type FoundMember = {
  id: bigint
  email: string | null
  name: string
  spent_minor: bigint
  last_order_at: Date | null
}
