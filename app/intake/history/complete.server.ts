import type { FactOf } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'

/** Whether an import has brought everything there was, and the app has not been uninstalled since it began. */
export async function isComplete(
  db: Queryable,
  { shopId, importId }: Pick<FactOf<'history-imported'>, 'shopId' | 'importId'>,
): Promise<boolean> {
  const [complete] = await db.$queryRaw<unknown[]>`
    select 1 from history_import i join shop on shop.id = i.shop_id
     where i.shop_id = ${shopId} and i.id = ${importId}::uuid and i.finished_at is not null
       and i.started_at >= shop.installed_at and shop.uninstalled_at is null
       and not exists (
         select 1 from import_step step
          where step.shop_id = i.shop_id and step.import_id = i.id and step.status <> 'done')`
  return complete !== undefined
}
