import type { Shop } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'
import { outcomeOf, type ImportProgressView, type StepView } from './progress.ts'

/** How far the latest import of the shop's history has come. */
export async function progressOf(db: Queryable, shop: Pick<Shop, 'id'>): Promise<ImportProgressView> {
  const latest = await db.historyImport.findFirst({ where: { shopId: shop.id }, orderBy: { startedAt: 'desc' } })
  if (latest === null) return { outcome: 'none', steps: [], startedAt: null, finishedAt: null }
  const rows = await db.importStep.findMany({
    where: { shopId: shop.id, importId: latest.id },
    orderBy: { position: 'asc' },
    select: { kind: true, status: true, done: true, total: true, problem: true },
  })
  const steps = rows as StepView[]
  return {
    outcome: outcomeOf(steps, latest.finishedAt !== null),
    steps,
    startedAt: latest.startedAt.toISOString(),
    finishedAt: latest.finishedAt?.toISOString() ?? null,
  }
}
