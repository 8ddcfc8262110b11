import { daysBefore, type ShopId } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'

const KEPT_DAYS = 30
const PORTION = 5_000

/**
 * Empties the bodies of deliveries that came a month ago and more: the ledger has what they said, and what names people
 * must not be kept longer than it is of use. What failed keeps its body until a person has dealt with it.
 * What one call leaves, because it is much or somebody holds it, comes with the next hour.
 */
export async function emptyOldBodies(db: Database, now: Date): Promise<void> {
  const before = daysBefore(now, KEPT_DAYS)
  const shops = await db.shop.findMany({ select: { id: true }, orderBy: { id: 'asc' } })
  for (const { id } of shops) await emptyOf(db, id as ShopId, before)
}

async function emptyOf(db: Database, shopId: ShopId, before: Date): Promise<void> {
  await db.$executeRaw`
    with emptied as (
      update delivery set body = '{}'
       where shop_id = ${shopId} and id in (
         select id from delivery
          where shop_id = ${shopId} and received_at < ${before}
            and body <> '{}' and settled_at is not null and outcome <> 'failed'
          limit ${PORTION} for update skip locked)
      returning id
    )
    delete from delivery_subject where shop_id = ${shopId} and delivery_id in (select id from emptied)`
}
