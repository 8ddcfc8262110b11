import type { Shop } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'

/** When the latest history import began that was completed since the shop installed the app; null where none was. */
export async function completeImportOf(db: Queryable, shop: Pick<Shop, 'id'>): Promise<Date | null> {
  const [found] = await db.$queryRaw<{ startedAt: Date }[]>`
    select h.started_at as "startedAt" from history_import h join shop s on s.id = h.shop_id
     where h.shop_id = ${shop.id} and h.started_at >= s.installed_at and h.finished_at is not null
       and not exists (
         select from import_step step
          where step.shop_id = h.shop_id and step.import_id = h.id and step.status <> 'done')
     order by h.started_at desc limit 1`
  return found?.startedAt ?? null
}
