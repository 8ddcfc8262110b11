import type { FactOf, Shop } from '../../kernel/index.ts'
import { MalformedBody } from '../../ledger/index.ts'
import { recordFact, ShopRejected, type AdminApi } from '../../platform/index.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { shopById } from '../shop-by-id.server.ts'
import { exportOf, startExport } from './bulk-operation.server.ts'
import type { ImportKindName } from './import-kind-names.ts'
import { importKindOf } from './import-kinds.server.ts'
import { readExport } from './read-export.server.ts'

type Step = { kind: string; status: string; bulkOperationId: string | null }
type Continues = FactOf<'import-continues'>

/**
 * Takes an import as far as it can go now: starts every export that may run, reads every export that is ready, and
 * comes back in a moment while anything is left. Killed at any point, it does the unfinished step again.
 */
export async function continueImport(parts: IntakeParts, fact: Continues): Promise<void> {
  const shop = await shopById(parts.db, fact.shopId)
  if (shop === null) return
  const steps = await unfinished(parts, fact)
  if (steps.length > 0) {
    const admin = await parts.adminFor(shop.domain)
    for (const step of steps) await failing(parts, fact, step, () => beginExport(parts, fact, admin, step))
    for (const step of await unfinished(parts, fact))
      await failing(parts, fact, step, () => readWhenReady(parts, fact, shop, admin, step))
  }
  await finishOrComeBack(parts, fact)
}

function unfinished({ db }: IntakeParts, { shopId, importId }: Continues): Promise<Step[]> {
  return db.importStep.findMany({
    where: { shopId, importId, status: { notIn: ['done', 'failed'] } },
    orderBy: { position: 'asc' },
  })
}

/** What another attempt cannot mend ends the step, and says why; anything else is thrown and tried again. */
async function failing(parts: IntakeParts, fact: Continues, step: Step, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof ShopRejected || error instanceof MalformedBody)) throw error
    await update(parts, fact, step, { status: 'failed', problem: error.message.slice(0, 500) })
  }
}

async function beginExport(parts: IntakeParts, fact: Continues, admin: AdminApi, step: Step): Promise<void> {
  if (step.status !== 'waiting') return
  const started = await startExport(admin, importKindOf[step.kind as ImportKindName].query)
  if (started.outcome === 'busy') return
  if (started.outcome === 'refused') return update(parts, fact, step, { status: 'failed', problem: started.problem })
  await update(parts, fact, step, { status: 'exporting', bulkOperationId: started.id })
}

async function readWhenReady(
  parts: IntakeParts,
  fact: Continues,
  shop: Shop,
  admin: AdminApi,
  step: Step,
): Promise<void> {
  if (step.bulkOperationId === null) return
  const found = await exportOf(admin, step.bulkOperationId)
  // Shopify forgets an export after a week: then it is made again.
  if (found === null || found.status === 'EXPIRED')
    return update(parts, fact, step, { status: 'waiting', bulkOperationId: null })
  if (found.status === 'FAILED' || found.status === 'CANCELED') {
    const problem = `Shopify's export ended as ${found.status}${found.errorCode === null ? '' : ` (${found.errorCode})`}`
    return update(parts, fact, step, { status: 'failed', problem })
  }
  if (found.status !== 'COMPLETED') return update(parts, fact, step, { total: found.roots })
  await update(parts, fact, step, { status: 'reading', total: found.roots })
  const kind = step.kind as ImportKindName
  const done = found.url === null ? 0 : await readExport(parts, shop, { ...fact, kind }, { ...found, url: found.url })
  await update(parts, fact, step, { status: 'done', done, total: done })
}

type Change = { status?: string; problem?: string; bulkOperationId?: string | null; total?: number; done?: number }

async function update(
  { db, now }: IntakeParts,
  { shopId, importId }: Continues,
  { kind }: Step,
  change: Change,
): Promise<void> {
  await db.importStep.update({
    where: { shopId_importId_kind: { shopId, importId, kind } },
    data: { ...change, updatedAt: now() },
  })
}

const LOOK_AGAIN_MS = 500

async function finishOrComeBack(parts: IntakeParts, fact: Continues): Promise<void> {
  const { db, now } = parts
  const { shopId, importId } = fact
  const left = await unfinished(parts, fact)
  await db.$transaction(async (tx) => {
    if (left.length > 0) {
      await recordFact(tx, fact, { at: new Date(now().getTime() + LOOK_AGAIN_MS), key: `import-${importId}` })
      return
    }
    const { count } = await tx.historyImport.updateMany({
      where: { shopId, id: importId, finishedAt: null },
      data: { finishedAt: now() },
    })
    // Also after a failed step: the pictures are made of what has come.
    if (count > 0) await recordFact(tx, { kind: 'history-imported', shopId, importId })
  })
}
