import { dayIn, type SegmentId, type Shop } from '../../kernel/index.ts'
import type { Database, Transaction } from '../../platform/index.server.ts'

/** Notes how many members a segment has on this day of the shop; the last count of a day stays. */
export async function noteSize(
  tx: Transaction,
  shop: Shop,
  { segmentId, members }: { segmentId: SegmentId; members: number },
  now: Date,
): Promise<void> {
  const day = new Date(`${dayIn(shop.timeZone, now)}T00:00:00Z`)
  const count = { members, countedAt: now }
  await tx.segmentSize.upsert({
    where: { shopId_segmentId_day: { shopId: shop.id, segmentId, day } },
    create: { shopId: shop.id, segmentId, day, ...count },
    update: count,
  })
}

/** Notes the day's count of the segments that were not counted on it, because no date changes their members. */
export async function noteSizes(db: Database, shop: Shop, day: string, now: Date): Promise<void> {
  await db.$executeRaw`
    insert into segment_size (shop_id, segment_id, day, members, counted_at)
    select ${shop.id}, s.id, ${day}::date, count(m.customer_id), ${now}
      from segment s left join segment_member m on m.shop_id = s.shop_id and m.segment_id = s.id
     where s.shop_id = ${shop.id} and s.evaluated_at is not null
       and not exists (select from segment_size known
                        where known.shop_id = s.shop_id and known.segment_id = s.id and known.day = ${day}::date)
     group by s.id
    on conflict do nothing`
}
