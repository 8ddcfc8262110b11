import { z } from 'zod'
import type { SegmentId, Shop } from '../kernel/index.ts'
import { recordFact, type Database, type Queryable } from '../platform/index.server.ts'
import { compileQuery } from './compile/compile.server.ts'
import { countEach } from './count.server.ts'
import { printSegmentQuery } from './language/index.ts'
import { storedQuery, surroundingsOf } from './members.server.ts'
import { followRename } from './rename.server.ts'
import { readQueryText, unanswerableFault, type QueryFault } from './query-fault.ts'

/** `query` is canonical text of the query language; `description` and `owner` are the merchant's own words. */
export type Segment = {
  id: SegmentId
  name: string
  query: string
  description: string
  owner: string
  updatedAt: Date
}
/** count: null where nobody can answer the query any more, such as when it names a segment that was deleted. */
export type CountedSegment = Segment & { count: number | null }

export type GivenSegment = { id: string | null; name: string; query: string; description?: string; owner?: string }

export type SaveOutcome =
  | { outcome: 'saved'; id: SegmentId }
  | { outcome: 'invalid'; name: 'missing' | 'tooLong' | 'taken' | null; query: QueryFault | 'missing' | null }
  | { outcome: 'gone' }

/** The shop's segments by name, each with how many customers it finds now. */
export async function listSegments(db: Database, shop: Shop, now: Date): Promise<CountedSegment[]> {
  const segments = await readSegments(db, shop)
  const queries = segments.map(({ query }) => storedQuery(query))
  const counts = await countEach(db, shop, queries, now)
  return segments.map((segment, at) => ({ ...segment, count: counts[at] ?? null }))
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

/** Creates a segment (id null) or replaces it. Two segments of a shop never share a name, case aside. */
export async function saveSegment(db: Database, shop: Shop, given: GivenSegment, now: Date): Promise<SaveOutcome> {
  const { id } = given
  const name = given.name.trim()
  const nameProblem = name === '' ? 'missing' : name.length > 100 ? 'tooLong' : null
  const read = await readAnswerable(db, shop, { name, text: given.query }, now)
  if (read.outcome === 'invalid') return { outcome: 'invalid', name: nameProblem, query: read.fault }
  if (nameProblem !== null) return { outcome: 'invalid', name: nameProblem, query: null }
  if (id !== null && !z.uuid().safeParse(id).success) return { outcome: 'gone' }
  const words = {
    description: (given.description ?? '').trim().slice(0, 1000),
    owner: (given.owner ?? '').trim().slice(0, 100),
  }
  const facts = { name, query: read.query, ...words, updatedAt: now }
  return db.$transaction(async (tx) => {
    // Two tabs that save the same name at once would both find it free.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`segment names ${String(shop.id)}`}, 0))`
    if (await isTaken(tx, shop, name, id)) return { outcome: 'invalid', name: 'taken', query: null }
    if (id === null) {
      const created = crypto.randomUUID() as SegmentId
      await tx.segment.create({ data: { ...facts, shopId: shop.id, id: created, createdAt: now, changedAt: now } })
      await recordFact(tx, { kind: 'segment-changed', shopId: shop.id, segmentId: created })
      return { outcome: 'saved', id: created }
    }
    const before = await getSegment(tx, shop, id)
    if (before === null) return { outcome: 'gone' }
    const changed = before.name !== name || before.query !== facts.query
    await tx.segment.updateMany({
      where: { shopId: shop.id, id },
      data: { ...facts, ...(changed && { changedAt: now }) },
    })
    await followRename(tx, shop, { from: before.name, to: name })
    if (changed) await recordFact(tx, { kind: 'segment-changed', shopId: shop.id, segmentId: before.id })
    return { outcome: 'saved', id: before.id }
  })
}

/** A segment that names itself, by others or at once, is refused while the circle is not closed yet. */
async function readAnswerable(
  db: Database,
  shop: Shop,
  { name, text }: { name: string; text: string },
  now: Date,
): Promise<{ outcome: 'read'; query: string } | { outcome: 'invalid'; fault: QueryFault | 'missing' }> {
  if (text.trim() === '') return { outcome: 'invalid', fault: 'missing' }
  const read = readQueryText(text)
  if (read.outcome === 'invalid') return read
  const known = await surroundingsOf(db, shop, now, [read.query])
  const segments = new Map(known.segments).set(name.toLowerCase(), read.query)
  const compiled = compileQuery(read.query, { ...known, segments })
  if (compiled.outcome === 'unanswerable') return { outcome: 'invalid', fault: unanswerableFault(text, compiled) }
  return { outcome: 'read', query: printSegmentQuery(read.query) }
}

async function isTaken(tx: Queryable, shop: Shop, name: string, id: string | null): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ id: string }[]>`
    select id from segment where shop_id = ${shop.id} and lower(name) = lower(${name})
       and (${id}::uuid is null or id <> ${id}::uuid) limit 1`
  return found !== undefined
}

/** Deletes a segment; a campaign that used it keeps its frozen audience. */
export async function deleteSegment(db: Database, shop: Shop, id: string): Promise<{ outcome: 'deleted' | 'gone' }> {
  if (!z.uuid().safeParse(id).success) return { outcome: 'gone' }
  return db.$transaction(async (tx) => {
    const { count } = await tx.segment.deleteMany({ where: { shopId: shop.id, id } })
    if (count === 0) return { outcome: 'gone' }
    await recordFact(tx, { kind: 'segment-changed', shopId: shop.id, segmentId: id as SegmentId })
    return { outcome: 'deleted' }
  })
}

function toSegment({ id, name, query, description, owner, updatedAt }: Omit<Segment, 'id'> & { id: string }): Segment {
  return { id: id as SegmentId, name, query, description, owner, updatedAt }
}
