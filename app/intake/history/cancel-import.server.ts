import type { FactOf, ImportId, ShopId } from '../../kernel/index.ts'
import { recordFact, type AdminApi } from '../../platform/index.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { cancelExport } from './bulk-operation.server.ts'
import { ENDED } from './import-steps.server.ts'

/** Stops the import that is under way, if any; what is in stays. The batch that is being written is not committed. */
export async function cancelImport({ db, now }: Pick<IntakeParts, 'db' | 'now'>, shopId: ShopId): Promise<void> {
  await db.$transaction(async (tx) => {
    const latest = await tx.historyImport.findFirst({ where: { shopId }, orderBy: { startedAt: 'desc' } })
    if (latest === null || latest.finishedAt !== null || latest.canceledAt !== null) return
    const importId = latest.id as ImportId
    const at = now()
    await tx.historyImport.update({ where: { shopId_id: { shopId, id: importId } }, data: { canceledAt: at } })
    await tx.importStep.updateMany({
      where: { shopId, importId, status: { notIn: ENDED } },
      data: { status: 'canceled', updatedAt: at },
    })
    await recordFact(tx, { kind: 'import-continues', shopId, importId }, { key: `import-${importId}` })
  })
}

/** Tells Shopify to stop the exports of cancelled steps. One that is over already is refused, which is as good. */
export async function cancelExports(
  { parts, admin }: { parts: IntakeParts; admin: AdminApi },
  { shopId, importId }: FactOf<'import-continues'>,
): Promise<void> {
  const steps = await parts.db.importStep.findMany({
    where: { shopId, importId, status: 'canceled', bulkOperationId: { not: null } },
  })
  for (const { bulkOperationId } of steps) if (bulkOperationId !== null) await cancelExport(admin, bulkOperationId)
}
