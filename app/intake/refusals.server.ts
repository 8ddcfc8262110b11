import type { Shop, ShopId } from '../kernel/index.ts'
import { ShopRejected, type Database, type Queryable } from '../platform/index.server.ts'

type Subject = { shopId: ShopId; subject: 'collection' | 'product'; subjectId: bigint }

/** What Shopify would not tell us of a collection or a product, for a person to see; moments are ISO 8601. */
export type RefusalView = { subject: Subject['subject']; subjectId: string; name: string; reason: string; at: string }

/**
 * Does what asks Shopify about a subject. A refusal is settled with its reason, because asking again gives the same;
 * anything else is thrown and tried again.
 */
export async function settlingRefusal(db: Database, key: Subject, now: Date, work: () => Promise<void>): Promise<void> {
  try {
    await work()
    await db.refusal.deleteMany({ where: key })
  } catch (error) {
    if (!(error instanceof ShopRejected)) throw error
    const told = { reason: error.message.slice(0, 500), refusedAt: now }
    const { shopId, subject, subjectId } = key
    await db.refusal.upsert({
      where: { shopId_subject_subjectId: { shopId, subject, subjectId } },
      create: { ...key, ...told },
      update: told,
    })
  }
}

const MOST = 5

/** The newest refusals that still stand. */
export async function lastRefusals(db: Queryable, shop: Pick<Shop, 'id'>): Promise<RefusalView[]> {
  const rows = await db.$queryRaw<(Omit<RefusalView, 'at' | 'subjectId'> & { at: Date; subjectId: bigint })[]>`
    select r.subject, r.subject_id as "subjectId", r.reason, r.refused_at as at,
           coalesce(p.title, c.title, r.subject_id::text) as name
      from refusal r
      left join product p on r.subject = 'product' and p.shop_id = r.shop_id and p.id = r.subject_id
      left join collection c on r.subject = 'collection' and c.shop_id = r.shop_id and c.id = r.subject_id
     where r.shop_id = ${shop.id} order by r.refused_at desc, r.subject_id limit ${MOST}`
  return rows.map((row) => ({ ...row, subjectId: String(row.subjectId), at: row.at.toISOString() }))
}
