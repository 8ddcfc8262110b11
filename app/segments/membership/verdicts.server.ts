import { startOfDay, type Shop } from '../../kernel/index.ts'
import { Prisma, type Queryable } from '../../platform/index.server.ts'
import { compileQuery, compileTogether } from '../compile/compile.server.ts'
import { storedQuery } from '../members.server.ts'

/** The segments of a shop whose members are known, read as one row of conditions over the profile `p` of one customer. */
export type Verdicts = { segmentIds: string[]; from: Prisma.Sql; holds: Prisma.Sql }

/** Shops whose segments stay read: reading 200 of them takes longer than asking them. */
const MOST_SHOPS = 500
const known = new Map<number, { key: string; verdicts: Verdicts }>()

/**
 * Reads all segments of a shop that were evaluated before, for one customer at a time. Read once for as long as no segment
 * changes and the shop's day lasts, because dates are whole days. Those that nobody can answer are left out.
 */
export async function verdictsOf(db: Queryable, shop: Shop, now: Date): Promise<Verdicts> {
  const day = startOfDay(shop.timeZone, now)
  const key = [await versionOf(db, shop), day.getTime(), shop.timeZone, shop.currency].join(' ')
  const found = known.get(shop.id)
  if (found?.key === key) return found.verdicts
  const verdicts = await readVerdicts(db, shop, now)
  if (known.size >= MOST_SHOPS) known.clear()
  known.set(shop.id, { key, verdicts })
  return verdicts
}

async function versionOf(db: Queryable, { id }: Shop): Promise<string> {
  const [found] = await db.$queryRaw<[{ version: string | null }]>`
    select sum(hashtextextended(id::text || name || query || (evaluated_at is null), 0))::text as version
      from segment where shop_id = ${id}`
  return found.version ?? ''
}

async function readVerdicts(db: Queryable, shop: Shop, now: Date): Promise<Verdicts> {
  const stored = await db.segment.findMany({ where: { shopId: shop.id }, orderBy: { id: 'asc' } })
  const read = stored.map((segment) => ({ ...segment, query: storedQuery(segment.query) }))
  const segments = new Map(read.map(({ name, query }) => [name.toLowerCase(), query]))
  const surroundings = { shop, now, segments, single: true }
  const usable = read.filter(
    ({ evaluatedAt, query }) => evaluatedAt !== null && compileQuery(query, surroundings).outcome === 'compiled',
  )
  const queries = usable.map(({ query }) => query)
  const compiled = compileTogether(queries, surroundings, true)
  if (compiled.outcome === 'unanswerable') throw new Error(`${compiled.code} only together: ${compiled.name}`)
  const holds = compiled.conditions.map((condition) => Prisma.sql`(${condition}) is true`)
  return {
    segmentIds: usable.map(({ id }) => id),
    from: compiled.from,
    holds: holds.length === 0 ? Prisma.sql`'{}'::boolean[]` : Prisma.sql`array[${Prisma.join(holds)}]`,
  }
}
