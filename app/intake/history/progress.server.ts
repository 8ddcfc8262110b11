import type { Shop } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'
import { outcomeOf, type ImportProgressView, type StepView } from './progress.ts'
import { secondsLeft, type TimedStep } from './remaining.ts'

/** How far the latest import of the shop's history has come. */
export async function progressOf(db: Queryable, shop: Pick<Shop, 'id'>, now: Date): Promise<ImportProgressView> {
  const latest = await db.historyImport.findFirst({ where: { shopId: shop.id }, orderBy: { startedAt: 'desc' } })
  if (latest === null)
    return { outcome: 'none', steps: [], secondsLeft: null, recentIn: false, startedAt: null, finishedAt: null }
  const rows = await db.importStep.findMany({
    where: { shopId: shop.id, importId: latest.id },
    orderBy: { position: 'asc' },
  })
  const steps = rows.map(({ kind, status, done, total, problem }) => ({ kind, status, done, total, problem }))
  const outcome = outcomeOf(steps as StepView[], latest.finishedAt !== null)
  return {
    outcome,
    steps: steps as StepView[],
    secondsLeft: outcome === 'running' ? secondsLeft(rows as unknown as TimedStep[], now) : null,
    recentIn: latest.recentAt !== null,
    startedAt: latest.startedAt.toISOString(),
    finishedAt: latest.finishedAt?.toISOString() ?? null,
  }
}
