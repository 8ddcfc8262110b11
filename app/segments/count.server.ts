import type { Shop } from '../kernel/index.ts'
import { Prisma, type Queryable } from '../platform/index.server.ts'
import { compileQuery, compileTogether, type Compiled, type Surroundings } from './compile/compile.server.ts'
import type { Unanswerable } from './compile/contract.server.ts'
import type { SegmentQuery } from './language/syntax-tree.ts'
import { surroundingsOf } from './members.server.ts'

/** A member as the editor shows it; spentMinor in the shop's currency, time ISO 8601. */
export type SampleMember = {
  id: string
  name: string
  email: string | null
  spentMinor: number
  lastOrderAt: string | null
}

/** How many customers a query finds now, of how many in the shop, and five of them, the best first. */
export type SegmentCount = { count: number; of: number; sample: SampleMember[]; asOf: string }

/** Counts the members at this moment. */
export async function countMembers(
  db: Queryable,
  shop: Shop,
  query: SegmentQuery,
  now: Date,
): Promise<{ outcome: 'counted'; count: number } | Unanswerable> {
  const compiled = compileQuery(query, await surroundingsOf(db, shop, now, [query]))
  if (compiled.outcome === 'unanswerable') return compiled
  const [count = 0] = await countCompiled(db, shop, compiled)
  return { outcome: 'counted', count }
}

/** Counts many queries, in one pass over the shop for those that need few tables; null where nobody can answer one. */
export async function countEach(
  db: Queryable,
  shop: Shop,
  queries: SegmentQuery[],
  now: Date,
): Promise<(number | null)[]> {
  const surroundings = await surroundingsOf(db, shop, now, queries)
  const counts = new Map<SegmentQuery, number>()
  for (const group of groupsOf(queries, surroundings)) {
    const compiled = compileTogether(group, surroundings, group.length === 1)
    if (compiled.outcome === 'unanswerable') throw new Error(`${compiled.code} only together: ${compiled.name}`)
    const found = await countCompiled(db, shop, compiled)
    for (const [place, query] of group.entries()) counts.set(query, found[place] ?? 0)
  }
  return queries.map((query) => counts.get(query) ?? null)
}

const COUNTED_AT_ONCE = 50
const TABLES_AT_ONCE = 8

/** Queries that are counted together: a pass over all customers is shared as long as few tables stand beside them. */
function groupsOf(queries: SegmentQuery[], surroundings: Surroundings): SegmentQuery[][] {
  const groups: SegmentQuery[][] = []
  for (const query of queries) {
    if (compileQuery(query, surroundings).outcome === 'unanswerable') continue
    const group = [...(groups.at(-1) ?? []), query]
    const together = compileTogether(group, surroundings)
    const fits = together.outcome === 'compiled' && together.beside <= TABLES_AT_ONCE && group.length <= COUNTED_AT_ONCE
    if (fits && groups.length > 0) groups[groups.length - 1] = group
    else groups.push([query])
  }
  return groups
}

async function countCompiled(db: Queryable, shop: Shop, { from, conditions }: Compiled): Promise<number[]> {
  const [only] = conditions
  if (only !== undefined && conditions.length === 1) {
    const [found] = await db.$queryRaw<[{ count: bigint }]>`
      select count(*) as count from ${from} where p.shop_id = ${shop.id} and ${only}`
    return [Number(found.count)]
  }
  const each = conditions.map((condition) => Prisma.sql`count(*) filter (where ${condition})`)
  const [found] = await db.$queryRaw<[{ counts: bigint[] }]>`
    select array[${Prisma.join(each)}] as counts from ${from} where p.shop_id = ${shop.id}`
  return found.counts.map(Number)
}

/** Counts as countMembers does and shows five members; members are found once for both. */
export async function countWithSample(
  db: Queryable,
  shop: Shop,
  query: SegmentQuery,
  now: Date,
): Promise<({ outcome: 'counted' } & SegmentCount) | Unanswerable> {
  const compiled = compileQuery(query, await surroundingsOf(db, shop, now, [query]))
  if (compiled.outcome === 'unanswerable') return compiled
  const found = await db.$queryRaw<({ count: number; of: number } & Nullable<FoundMember>)[]>`
    with member as materialized (
      select p.customer_id, p.spent_minor, p.last_order_at from ${compiled.from}
       where p.shop_id = ${shop.id} and ${Prisma.join(compiled.conditions, ' and ')}
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
  return { outcome: 'counted', count, of, sample, asOf: now.toISOString() }
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
