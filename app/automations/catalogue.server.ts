import { isForShoppers } from '../campaigns/index.server.ts'
import { daysBefore, type ShopId } from '../kernel/index.ts'
import { Prisma, type Database, type Transaction } from '../platform/index.server.ts'
import type { TriggerKind } from './definition.ts'
import { listening } from './live.server.ts'
import { signalEach } from './signal.server.ts'
import type { Subject } from './subject.ts'

export type Novelty = { shopId: ShopId; kind: 'collection' | 'product'; subjectId: bigint }

const triggers: Record<Novelty['kind'], TriggerKind> = { collection: 'new-collection', product: 'new-product' }
// Whoever made a collection and fills it later than this has something else in mind.
const FRESH_DAYS = 14

/** Notes that a collection or product was made. It is shown to nobody before it has something to show. */
export async function noteNovelty(db: Database, { shopId, kind, subjectId }: Novelty, now: Date): Promise<void> {
  const data = { shopId, kind, subjectId, appearedAt: now }
  await db.automationNovelty.createMany({ data, skipDuplicates: true })
  await showNovelty(db, { shopId, kind, subjectId }, now)
}

/** Tells everybody who likes its kind of a novelty, once, as soon as shoppers can see it. */
export async function showNovelty(db: Database, novelty: Novelty, now: Date): Promise<void> {
  const { shopId, kind, subjectId } = novelty
  const fresh = daysBefore(now, FRESH_DAYS)
  await db.$transaction(
    async (tx) => {
      const [waiting] = await tx.$queryRaw<{ appearedAt: Date }[]>`
        select appeared_at as "appearedAt" from automation_novelty
         where shop_id = ${shopId} and kind = ${kind} and subject_id = ${subjectId}
           and settled_at is null and appeared_at > ${fresh} for update`
      if (waiting === undefined) return
      const subject = await (kind === 'collection' ? collectionOf : productOf)(tx, shopId, subjectId)
      if (subject === 'not-yet') return
      await tx.automationNovelty.updateMany({ where: { shopId, kind, subjectId }, data: { settledAt: now } })
      if (subject === null || !(await listening(tx, shopId)).has(triggers[kind])) return
      const rows = likersSql(shopId, subject, `${kind}-${String(subjectId)}`, now)
      await signalEach(tx, shopId, { trigger: triggers[kind], automationId: null }, rows)
    },
    { timeout: 60_000 },
  )
}

/** Who likes a product type or has asked about it, and never said that they dislike it. */
export function likersSql(shopId: ShopId, subject: Subject & { type: string }, occasion: string, at: Date): Prisma.Sql {
  const { type } = subject
  return Prisma.sql`
    select customer_id, ${occasion} as occasion, ${JSON.stringify(subject)}::jsonb as subject, ${at}::timestamptz as happened_at
      from preference
     where shop_id = ${shopId} and tokens && array[${`prefers:product_type:${type}`}, ${`asked:product_type:${type}`}]
       and not tokens @> array[${`dislikes:product_type:${type}`}]`
}

type Found = (Subject & { type: string }) | 'not-yet' | null

/** A collection is of a type where at least half of its products are; of none, nobody in particular likes it. */
async function collectionOf(tx: Transaction, shopId: ShopId, id: bigint): Promise<Found> {
  const collection = await tx.collection.findUnique({ where: { shopId_id: { shopId, id } } })
  if (collection === null || collection.deletedAt !== null || !isForShoppers(collection.handle)) return null
  const types = await tx.$queryRaw<{ type: string; share: number }[]>`
    select p.product_type as type, count(*)::float8 / sum(count(*)) over () as share
      from collection_product m join product p on p.shop_id = m.shop_id and p.id = m.product_id
     where m.shop_id = ${shopId} and m.collection_id = ${id} and p.deleted_at is null and upper(p.status) = 'ACTIVE'
     group by p.product_type order by share desc, type limit 1`
  const [main] = types
  if (main === undefined) return 'not-yet'
  if (main.share < 0.5 || main.type === '') return null
  const { title, handle } = collection
  return { kind: 'collection', id: String(id), title, type: main.type, path: `/collections/${handle}` }
}

async function productOf(tx: Transaction, shopId: ShopId, id: bigint): Promise<Found> {
  const product = await tx.product.findUnique({ where: { shopId_id: { shopId, id } } })
  if (product === null) return 'not-yet'
  const { title, handle, productType, status, deletedAt } = product
  if (deletedAt !== null || productType === '') return null
  if (status.toUpperCase() !== 'ACTIVE') return 'not-yet'
  return { kind: 'product', id: String(id), title, type: productType, path: `/products/${handle}` }
}
