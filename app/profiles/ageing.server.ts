import { startOfDay, type ShopId } from '../kernel/index.ts'
import { AFTER_DELIVERIES, recordFact, type Database } from '../platform/index.server.ts'

/** Has every installed shop's profiles recomputed once in its day: a customer grows distant although nothing happens. */
export async function scheduleAgeing(db: Database, now: Date): Promise<void> {
  const shops = await db.$queryRaw<{ id: ShopId; timeZone: string; computedAt: Date }[]>`
    select s.id, s.time_zone as "timeZone", min(t.computed_at) as "computedAt"
      from shop s join rfm_threshold t on t.shop_id = s.id
     where s.uninstalled_at is null group by s.id order by s.id`
  for (const { id: shopId, timeZone, computedAt } of shops) {
    if (computedAt >= startOfDay(timeZone, now)) continue
    await recordFact(
      db,
      { kind: 'profiles-aged', shopId },
      { key: `ageing-${String(shopId)}`, priority: AFTER_DELIVERIES },
    )
  }
}
