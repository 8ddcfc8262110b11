import { parseId, type NativeSegmentId, type Shop } from '../../kernel/index.ts'
import type { Database } from '../../platform/index.server.ts'
import { compileQuery } from '../compile/compile.server.ts'
import { readQueryText, unanswerableFault, type QueryFault } from '../query-fault.ts'
import { readSegments, saveSegment, type SaveOutcome } from '../segments.server.ts'

/** A segment that the merchant keeps in Shopify. `fault`: why it cannot be taken over; `taken`: one of ours has its name. */
export type NativeSegment = { id: string; name: string; query: string; fault: QueryFault | null; taken: boolean }

/** Shopify's segments by name, without those that we keep there. */
export async function nativeSegments(db: Database, shop: Shop, now: Date): Promise<NativeSegment[]> {
  const [found, pushes, own] = await Promise.all([
    db.nativeSegment.findMany({
      where: { shopId: shop.id, deletedAt: null },
      orderBy: [{ name: 'asc' }, { id: 'asc' }],
    }),
    db.segmentPush.findMany({ where: { shopId: shop.id }, select: { nativeId: true } }),
    readSegments(db, shop),
  ])
  const ours = new Set(pushes.map(({ nativeId }) => nativeId))
  const names = new Set(own.map(({ name }) => name.toLowerCase()))
  return found.flatMap(({ id, name, query }) => {
    if (ours.has(id)) return []
    const fault = faultOf(shop, query, now)
    return [{ id: String(id), name, query, fault, taken: names.has(name.trim().toLowerCase()) }]
  })
}

/** Makes a segment of ours from one of Shopify's, under its name. */
export async function takeOver(db: Database, shop: Shop, id: string, now: Date): Promise<SaveOutcome> {
  const nativeId = parseId<NativeSegmentId>(id)
  const found =
    nativeId === null
      ? null
      : await db.nativeSegment.findFirst({ where: { shopId: shop.id, id: nativeId, deletedAt: null } })
  if (found === null) return { outcome: 'gone' }
  return saveSegment(db, shop, { id: null, name: found.name.slice(0, 100), query: found.query }, now)
}

function faultOf(shop: Shop, text: string, now: Date): QueryFault | null {
  const read = readQueryText(text)
  if (read.outcome === 'invalid') return read.fault
  const compiled = compileQuery(read.query, { shop, now, segments: new Map() })
  return compiled.outcome === 'unanswerable' ? unanswerableFault(text, compiled) : null
}
