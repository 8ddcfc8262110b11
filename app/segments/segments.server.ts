import { z } from 'zod'
import type { SegmentId, Shop } from '../kernel/index.ts'
import type { Database, Queryable } from '../platform/index.server.ts'
import { countEach } from './count.server.ts'
import { readRules, storedRules, type Rule, type RuleProblem } from './rules.ts'

export type Segment = { id: SegmentId; name: string; rules: Rule[]; updatedAt: Date }
export type CountedSegment = Segment & { count: number }

export type SaveOutcome =
  | { outcome: 'saved'; id: SegmentId }
  | { outcome: 'invalid'; name: 'missing' | 'tooLong' | 'taken' | null; rules: RuleProblem[] | 'missing' }
  | { outcome: 'gone' }

/** The shop's segments by name, each with how many customers fit it now. */
export async function listSegments(db: Database, shop: Shop, now: Date): Promise<CountedSegment[]> {
  const segments = await readSegments(db, shop)
  const sets = segments.map(({ rules }) => rules)
  const counts = await countEach(db, shop, sets, now)
  return segments.map((segment, at) => ({ ...segment, count: counts[at] ?? 0 }))
}

/** The shop's segments by name. */
export async function readSegments(db: Queryable, shop: Shop): Promise<Segment[]> {
  const rows = await db.segment.findMany({ where: { shopId: shop.id }, orderBy: [{ name: 'asc' }, { id: 'asc' }] })
  return rows.map(toSegment)
}

/** One segment; null where this shop has none of that id. */
export async function getSegment(db: Queryable, shop: Shop, id: string): Promise<Segment | null> {
  if (!z.uuid().safeParse(id).success) return null
  const row = await db.segment.findUnique({ where: { shopId_id: { shopId: shop.id, id } } })
  return row === null ? null : toSegment(row)
}

/** Creates a segment (id null) or replaces its name and rules. Two segments of a shop never share a name, case aside. */
export async function saveSegment(
  db: Database,
  shop: Shop,
  { id, name, rules }: { id: string | null; name: string; rules: unknown },
  now: Date,
): Promise<SaveOutcome> {
  const title = name.trim()
  const read = readRules(rules)
  const nameProblem = title === '' ? 'missing' : title.length > 100 ? 'tooLong' : null
  if (read.outcome === 'invalid') return { outcome: 'invalid', name: nameProblem, rules: read.problems }
  if (read.rules.length === 0) return { outcome: 'invalid', name: nameProblem, rules: 'missing' }
  if (nameProblem !== null) return { outcome: 'invalid', name: nameProblem, rules: [] }
  if (id !== null && !z.uuid().safeParse(id).success) return { outcome: 'gone' }
  const facts = { name: title, rules: read.rules, updatedAt: now }
  return db.$transaction(async (tx) => {
    // Two tabs that save the same name at once would both find it free.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`segment names ${String(shop.id)}`}, 0))`
    if (await isTaken(tx, shop, title, id)) return { outcome: 'invalid', name: 'taken', rules: [] }
    if (id === null) {
      const created = crypto.randomUUID() as SegmentId
      await tx.segment.create({ data: { ...facts, shopId: shop.id, id: created, createdAt: now } })
      return { outcome: 'saved', id: created }
    }
    const { count } = await tx.segment.updateMany({ where: { shopId: shop.id, id }, data: facts })
    return count === 0 ? { outcome: 'gone' } : { outcome: 'saved', id: id as SegmentId }
  })
}

async function isTaken(tx: Queryable, shop: Shop, name: string, id: string | null): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    select id from segment where shop_id = ${shop.id} and lower(name) = lower(${name})
       and (${id}::uuid is null or id <> ${id}::uuid) limit 1`
  return found !== undefined
}

/** Deletes a segment; a campaign that used it keeps its frozen audience. */
export async function deleteSegment(db: Queryable, shop: Shop, id: string): Promise<{ outcome: 'deleted' | 'gone' }> {
  if (!z.uuid().safeParse(id).success) return { outcome: 'gone' }
  const { count } = await db.segment.deleteMany({ where: { shopId: shop.id, id } })
  return { outcome: count === 0 ? 'gone' : 'deleted' }
}

function toSegment(row: { id: string; name: string; rules: unknown; updatedAt: Date }): Segment {
  return { id: row.id as SegmentId, name: row.name, rules: storedRules(row.rules), updatedAt: row.updatedAt }
}
