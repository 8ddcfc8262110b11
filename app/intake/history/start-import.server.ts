import { randomUUID } from 'node:crypto'
import { daysBefore, type ImportId, type ShopId } from '../../kernel/index.ts'
import { recordFact, type Transaction } from '../../platform/index.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { importKinds, RECENT_DAYS } from './import-kind-names.ts'

/**
 * Begins to import a shop's history, unless an import since the installation is under way or done. After a failed one,
 * or where the merchant wants it `again`, it begins anew; what was imported already is simply told again.
 */
export async function startImport(
  { db, now }: Pick<IntakeParts, 'db' | 'now'>,
  shopId: ShopId,
  { again = false }: { again?: boolean } = {},
): Promise<void> {
  await db.$transaction(async (tx) => {
    const [shop] = await tx.$queryRaw<{ installedAt: Date; uninstalledAt: Date | null }[]>`
      select installed_at as "installedAt", uninstalled_at as "uninstalledAt" from shop where id = ${shopId} for update`
    if (shop === undefined || shop.uninstalledAt !== null) return
    const latest = await tx.historyImport.findFirst({ where: { shopId }, orderBy: { startedAt: 'desc' } })
    const current = latest !== null && latest.startedAt >= shop.installedAt ? (latest.id as ImportId) : null
    if (current !== null && latest?.finishedAt === null) return continueSoon(tx, shopId, current)
    if (current !== null && !again && !(await hasFailed(tx, shopId, current))) return
    await continueSoon(tx, shopId, await createImport(tx, shopId, now()))
  })
}

async function hasFailed(tx: Transaction, shopId: ShopId, importId: ImportId): Promise<boolean> {
  return (await tx.importStep.count({ where: { shopId, importId, status: 'failed' } })) > 0
}

async function createImport(tx: Transaction, shopId: ShopId, now: Date): Promise<ImportId> {
  const id = randomUUID() as ImportId
  const recentSince = daysBefore(now, RECENT_DAYS)
  await tx.$executeRaw`
    insert into history_import (shop_id, id, started_at, recent_since)
    values (${shopId}, ${id}::uuid, clock_timestamp(), ${recentSince})`
  await tx.importStep.createMany({
    data: importKinds.map((kind, position) => ({ shopId, importId: id, kind, position })),
  })
  return id
}

async function continueSoon(tx: Transaction, shopId: ShopId, importId: ImportId): Promise<void> {
  await recordFact(tx, { kind: 'import-continues', shopId, importId }, { key: `import-${importId}` })
}
