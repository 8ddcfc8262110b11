import { dayIn, type CauseKind, type SegmentId, type Shop, type ShopId } from '../../kernel/index.ts'
import { toShop, type Database } from '../../platform/index.server.ts'
import type { Surroundings } from '../compile/compile.server.ts'
import { storedQuery } from '../members.server.ts'
import { compareMembers, type StoredSegment } from './compare-members.server.ts'
import { needsOf, segmentsWithin, type Needs } from './needs.ts'
import { refreshTouched } from './refresh-customers.server.ts'
import { noteSizes } from './sizes.server.ts'

const WHOLE_SHOP = { timeout: 30 * 60_000, maxWait: 60_000 }

/**
 * Finds anew who belongs to those of a shop's segments that such a cause can touch, and notes who entered and left. One
 * statement a segment compares all customers, and orders go on meanwhile: whoever is looked at one by one is looked at
 * again at the end. Must not run twice at the same time for a shop, which the job queue sees to.
 */
export async function evaluateSegments(db: Database, shopId: ShopId, cause: CauseKind, now: Date): Promise<void> {
  await evaluate(db, shopId, { cause, isTouched: (segment) => segment.isNew || canTouch(cause, segment.needs) }, now)
}

/** The same for a segment that was created, edited, renamed or deleted, and for those that name it. */
export async function evaluateSegment(
  db: Database,
  { shopId, segmentId }: { shopId: ShopId; segmentId: SegmentId },
  now: Date,
): Promise<void> {
  const changed = await db.segment.findUnique({ where: { shopId_id: { shopId, id: segmentId } } })
  if (changed === null) await removeMembers(db, { shopId, segmentId })
  const isTouched = ({ id, query }: StoredSegment, segments: Surroundings['segments']) =>
    id === segmentId || (changed !== null && segmentsWithin(query, segments).has(changed.name.toLowerCase()))
  await evaluate(db, shopId, { cause: 'edited', isTouched }, now)
}

const byCause: Partial<Record<CauseKind, RegExp>> = {
  catalogue: /^(products_purchased|storefront\.product_viewed)$/,
  mail: /^campaign_/,
}

function canTouch(cause: CauseKind, { names, moving }: Needs): boolean {
  if (cause === 'day') return moving.length > 0
  const asked = byCause[cause]
  return asked === undefined || [...names].some((name) => asked.test(name))
}

type Which = { cause: CauseKind; isTouched: (segment: StoredSegment, segments: Surroundings['segments']) => boolean }

async function evaluate(db: Database, shopId: ShopId, { cause, isTouched }: Which, now: Date): Promise<void> {
  const row = await db.shop.findUnique({ where: { id: shopId } })
  if (row === null) return
  const shop = toShop(row)
  const stored = await db.segment.findMany({ where: { shopId }, orderBy: { id: 'asc' } })
  const queries = stored.map(({ name, query }) => [name.toLowerCase(), storedQuery(query)] as const)
  const segments = new Map(queries)
  const touched = stored
    .map(({ id, name, evaluatedAt }, place) => {
      const query = queries[place]?.[1] ?? storedQuery('')
      return { id: id as SegmentId, name, query, isNew: evaluatedAt === null, needs: needsOf(query, segments) }
    })
    .filter((segment) => isTouched(segment, segments))
  await begin(db, { shopId, cause, total: touched.length }, now)
  await db.segmentTouched.deleteMany({ where: { shopId } })
  for (const [place, segment] of touched.entries()) {
    await db.$transaction(async (tx) => {
      await compareMembers(tx, { shop, now, segments }, { segment, cause })
      await tx.segmentEvaluation.updateMany({ where: { shopId }, data: { done: place + 1 } })
    }, WHOLE_SHOP)
  }
  await refreshTouched(db, shop, { kind: cause }, now)
  await finish(db, shop, cause, now)
}

async function begin(
  db: Database,
  { shopId, ...work }: { shopId: ShopId; cause: CauseKind; total: number },
  now: Date,
): Promise<void> {
  const start = { ...work, done: 0, beganAt: now, finishedAt: null }
  await db.segmentEvaluation.upsert({ where: { shopId }, create: { shopId, ...start }, update: start })
}

async function finish(db: Database, shop: Shop, cause: CauseKind, now: Date): Promise<void> {
  const day = dayIn(shop.timeZone, now)
  if (cause === 'day') await noteSizes(db, shop, day, now)
  else if (cause !== 'edited') await forgetGone(db, shop.id)
  const passed = cause === 'day' ? { day: new Date(`${day}T00:00:00Z`) } : {}
  await db.segmentEvaluation.updateMany({ where: { shopId: shop.id }, data: { finishedAt: now, ...passed } })
}

/** Who has no profile any more left no segment, but is in no log either. */
async function forgetGone(db: Database, shopId: ShopId): Promise<void> {
  await db.$executeRaw`
    delete from segment_change c where c.shop_id = ${shopId}
       and not exists (select from profile p where p.shop_id = c.shop_id and p.customer_id = c.customer_id)`
}

async function removeMembers(
  db: Database,
  { shopId, segmentId }: { shopId: ShopId; segmentId: SegmentId },
): Promise<void> {
  const where = { shopId, segmentId }
  await db.segmentMember.deleteMany({ where })
  await db.segmentChange.deleteMany({ where })
  await db.segmentSize.deleteMany({ where })
}
