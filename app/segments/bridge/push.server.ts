import { z } from 'zod'
import { toGid, idFromGid, type FactOf, type NativeSegmentId, type Shop } from '../../kernel/index.ts'
import { installedShop, recordFact, ShopRejected, type AdminApi, type Database } from '../../platform/index.server.ts'
import { membersSql, storedQuery, surroundingsOf } from '../members.server.ts'
import { getSegment, type Segment } from '../segments.server.ts'
import { shopifyQuery } from './shopify-query.ts'
import { changeTags, tagsToChange } from './tags.server.ts'

type Parts = { db: Database; adminFor: (domain: string) => Promise<AdminApi>; now: () => Date }

/** Has a segment of ours kept in Shopify as well; the work is done by the job. */
export async function askForPush(
  db: Database,
  shop: Shop,
  id: string,
  now: Date,
): Promise<{ outcome: 'asked' | 'gone' }> {
  const segment = await getSegment(db, shop, id)
  if (segment === null) return { outcome: 'gone' }
  const asked = { status: 'waiting', problem: null, askedAt: now }
  await db.$transaction(async (tx) => {
    await tx.segmentPush.upsert({
      where: { shopId_segmentId: { shopId: shop.id, segmentId: segment.id } },
      create: { shopId: shop.id, segmentId: segment.id, name: segment.name, way: 'query', ...asked },
      update: asked,
    })
    await recordFact(tx, { kind: 'segment-push-due', shopId: shop.id, segmentId: segment.id }, keyOf(segment.id))
  })
  return { outcome: 'asked' }
}

/** Takes a pushed segment back: Shopify's segment is deleted and its tag removed from everybody. */
export async function askToWithdraw(
  db: Database,
  shop: Shop,
  id: string,
  now: Date,
): Promise<{ outcome: 'asked' | 'gone' }> {
  if ((await pushOf(db, shop, id)) === null) return { outcome: 'gone' }
  return db.$transaction(async (tx) => {
    const asked = { status: 'withdrawing', problem: null, askedAt: now }
    const { count } = await tx.segmentPush.updateMany({ where: { shopId: shop.id, segmentId: id }, data: asked })
    if (count === 0) return { outcome: 'gone' }
    const segmentId = id as Segment['id']
    await recordFact(tx, { kind: 'segment-push-due', shopId: shop.id, segmentId }, keyOf(id))
    return { outcome: 'asked' }
  })
}

/** Brings Shopify in step with a segment that was changed or deleted, where it is kept there. */
export async function followSegment(db: Database, shop: Shop, id: string): Promise<void> {
  if ((await pushOf(db, shop, id)) === null) return
  await recordFact(db, { kind: 'segment-push-due', shopId: shop.id, segmentId: id as Segment['id'] }, keyOf(id))
}

/** How a segment is kept in Shopify: counts of tags in this run; null where it is not kept there. */
export async function pushOf(db: Database, shop: Shop, id: string) {
  if (!z.uuid().safeParse(id).success) return null
  const push = await db.segmentPush.findUnique({ where: { shopId_segmentId: { shopId: shop.id, segmentId: id } } })
  if (push === null) return null
  const { way, tag, status, toDo, done, problem, settledAt } = push
  return { way, tag, status, toDo, done, problem, settledAt }
}

/** Brings every pushed segment of every shop up to date, as relative dates and orders change who belongs to it. */
export async function scheduleSegmentPushes(db: Database): Promise<void> {
  const pushes = await db.segmentPush.findMany({ select: { shopId: true, segmentId: true } })
  for (const { shopId, segmentId } of pushes) {
    const fact = { kind: 'segment-push-due', shopId, segmentId } as FactOf<'segment-push-due'>
    await recordFact(db, fact, keyOf(segmentId))
  }
}

const keyOf = (segmentId: string) => ({ key: `segment-push-${segmentId}` })

/**
 * Brings Shopify in step with one segment: by its own query where Shopify's language can say it, else by a tag that its
 * members carry and a query for that tag. What Shopify refuses is kept with its reason and shown.
 * @throws ShopUnavailable where Shopify cannot be asked now; what was done is kept
 */
export async function pushSegment({ db, adminFor, now }: Parts, fact: FactOf<'segment-push-due'>): Promise<void> {
  const { shopId, segmentId } = fact
  const push = await db.segmentPush.findUnique({ where: { shopId_segmentId: { shopId, segmentId } } })
  const shop = await installedShop(db, { id: shopId })
  if (push === null || shop === null) return
  const segment = push.status === 'withdrawing' ? null : await getSegment(db, shop, segmentId)
  const admin = await adminFor(shop.domain)
  try {
    if (segment === null) await withdraw({ db, admin }, shop, push)
    else await keepInStep({ db, admin, now: now() }, { shop, segment, push })
  } catch (error) {
    if (!(error instanceof ShopRejected)) throw error
    const problem = error.message.slice(0, 500)
    await db.segmentPush.updateMany({
      where: { shopId, segmentId },
      data: { status: 'failed', problem, settledAt: now() },
    })
  }
}

type Push = { segmentId: string; tag: string | null; nativeId: bigint | null }
type Reach = { db: Database; admin: AdminApi }

async function keepInStep(
  { db, admin, now }: Reach & { now: Date },
  { shop, segment, push }: { shop: Shop; segment: Segment; push: Push },
): Promise<void> {
  const where = { shopId: shop.id, segmentId: segment.id }
  const query = storedQuery(segment.query)
  const said = shopifyQuery(query)
  const tag = push.tag ?? `stammkunde-${segment.id.slice(0, 8)}`
  const found = membersSql(query, await surroundingsOf(db, shop, now, [query]))
  if (found.outcome === 'unanswerable' && said === null) {
    const problem = `${found.code}: ${found.name}`
    await db.segmentPush.updateMany({ where, data: { status: 'failed', problem, settledAt: now } })
    return
  }
  const members = said === null && found.outcome === 'compiled' ? found.members : null
  const changes = await tagsToChange(db, shop, segment.id, members)
  const begun = { status: 'working', way: said === null ? 'tag' : 'query', toDo: changes.length, done: 0 }
  await db.segmentPush.updateMany({ where, data: { ...begun, ...((said === null || changes.length > 0) && { tag }) } })
  const nativeId = await writeNative(admin, push.nativeId, segment.name, said ?? `customer_tags CONTAINS '${tag}'`)
  await db.segmentPush.updateMany({ where, data: { nativeId, name: segment.name } })
  const problem = await changeTags({ db, admin }, { shop, segmentId: segment.id, tag, changes })
  const settled = { status: problem === null ? 'done' : 'failed', problem, settledAt: now }
  await db.segmentPush.updateMany({ where: { ...where, status: 'working' }, data: settled })
}

async function withdraw(reach: Reach, shop: Shop, { segmentId, tag, nativeId }: Push): Promise<void> {
  const { db, admin } = reach
  const where = { shopId: shop.id, segmentId }
  const changes = await tagsToChange(db, shop, segmentId, null)
  await db.segmentPush.updateMany({ where, data: { status: 'withdrawing', toDo: changes.length, done: 0 } })
  if (nativeId !== null) await admin.run(DELETE, { id: toGid('Segment', nativeId as NativeSegmentId) })
  const problem = tag === null ? null : await changeTags(reach, { shop, segmentId, tag, changes })
  if (problem === null) await db.segmentPush.deleteMany({ where })
  else await db.segmentPush.updateMany({ where, data: { status: 'failed', problem } })
}

type Written = { answer: { segment: { id: string } | null; userErrors: { field: string[] | null; message: string }[] } }

const FIELDS = 'segment { id } userErrors { field message }'
const CREATE = `#graphql
  mutation CreateSegment($name: String!, $query: String!) { answer: segmentCreate(name: $name, query: $query) { ${FIELDS} } }`
const UPDATE = `#graphql
  mutation UpdateSegment($id: ID!, $name: String!, $query: String!) {
    answer: segmentUpdate(id: $id, name: $name, query: $query) { ${FIELDS} }
  }`
const DELETE = `#graphql
  mutation DeleteSegment($id: ID!) { segmentDelete(id: $id) { deletedSegmentId userErrors { field message } } }`

/** @returns the id of Shopify's segment; one that was deleted there is made anew. @throws ShopRejected */
async function writeNative(admin: AdminApi, known: bigint | null, name: string, query: string): Promise<bigint> {
  if (known !== null) {
    const id = toGid('Segment', known as NativeSegmentId)
    const { answer } = await admin.run<Written>(UPDATE, { id, name, query })
    if (answer.segment !== null) return known
    const isGone = answer.userErrors.some(({ field }) => field?.includes('id') === true)
    if (!isGone) throw new ShopRejected(answer.userErrors.map(({ message }) => message).join(' '))
  }
  const { answer } = await admin.run<Written>(CREATE, { name, query })
  if (answer.segment === null) throw new ShopRejected(answer.userErrors.map(({ message }) => message).join(' '))
  return idFromGid('Segment', answer.segment.id)
}
