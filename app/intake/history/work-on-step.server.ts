import type { Shop } from '../../kernel/index.ts'
import { isDataException, ShopRejected, type AdminApi } from '../../platform/index.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { exportOf, startExport, type Export } from './bulk-operation.server.ts'
import { isUnreadable } from './group-export.ts'
import { updateStep, type Step } from './import-steps.server.ts'
import { readExport } from './read-export.server.ts'
import { asideProblem, forgetAside } from './set-aside.server.ts'
import { contentsOf } from './step-contents.server.ts'

/** How often Shopify is asked for one export before the step is given up. */
const MOST_EXPORTS = 4
/** How often reading may break off in a row at the same place before the export is made again. */
const MOST_BREAKS = 5

export type Work = { parts: IntakeParts; shop: Shop; admin: AdminApi; recentSince: Date }

/** Asks Shopify for the step's export, unless five of ours are running. */
export function beginExport(work: Work, step: Step): Promise<void> {
  return failing(work, step, async () => {
    if (step.status !== 'waiting') return
    const { kind, search } = contentsOf[step.kind]
    const started = await startExport(work.admin, kind.query(search(work.recentSince)))
    if (started.outcome === 'busy') return
    if (started.outcome === 'refused') throw new ShopRejected(started.problem)
    const { id: bulkOperationId } = started
    await forgetAside(work.parts.db, step)
    const fromTheStart = { done: 0, bytes: 0n, lines: 0, breaks: 0, total: null }
    const change = { status: 'exporting', bulkOperationId, exports: step.exports + 1, ...fromTheStart }
    if (!(await updateStep(work.parts, step, change))) await noteLateExport(work.parts, step, bulkOperationId)
  })
}

/** The step was cancelled while Shopify took the order, so that export must be cancelled too. */
async function noteLateExport({ db }: IntakeParts, step: Step, bulkOperationId: string): Promise<void> {
  const { shopId, importId, kind } = step
  await db.importStep.updateMany({ where: { shopId, importId, kind }, data: { bulkOperationId } })
}

/** Looks how far Shopify is with the step's export. */
export function lookAtExport(work: Work, step: Step): Promise<void> {
  return failing(work, step, async () => {
    if (step.status !== 'exporting' || step.bulkOperationId === null) return
    const found = await exportOf(work.admin, step.bulkOperationId)
    const over = found === null || isOver(found)
    await updateStep(work.parts, step, { ...(over && { status: 'ready' }), ...(found && { total: found.roots }) })
  })
}

function isOver({ status }: Export): boolean {
  return !['CREATED', 'RUNNING', 'CANCELING'].includes(status)
}

/** Reads the step's export into the ledger where it is ready; what there is of a failed one, too. */
export function readStep(work: Work, step: Step): Promise<void> {
  return failing(work, step, async () => {
    const { parts, shop, admin } = work
    if (step.bulkOperationId === null || (step.status !== 'ready' && step.status !== 'reading')) return
    const found = await exportOf(admin, step.bulkOperationId)
    if (found?.errorCode === 'ACCESS_DENIED') throw new ShopRejected('Shopify denies access to this data')
    const url = found?.url ?? found?.partialDataUrl ?? null
    const total = found?.status === 'COMPLETED' ? found.roots : null
    const reading = { status: 'reading', total, readingSince: parts.now(), readingFrom: step.done }
    if (!(await updateStep(parts, step, reading))) return
    if (found !== null && url !== null) {
      const lines = total === null ? null : found.objects
      const read = await readExport(parts, shop, step, { url, toldAt: found.createdAt, lines })
      if (read.outcome === 'ended') return
      if (read.outcome === 'broke-off') return brokeOff(work, step, read)
      step.done = read.done
    }
    // Shopify forgets an export after a week, gives up, or is told to: then it is made again.
    if (found?.status !== 'COMPLETED') return askAgain(work, step, `Shopify's export ended as ${nameOf(found)}`)
    const problem = await asideProblem(parts.db, step)
    await updateStep(parts, step, { status: 'done', total: step.done, problem })
  })
}

function nameOf(found: Export | null): string {
  if (found === null) return 'forgotten'
  return found.errorCode === null ? found.status : `${found.status} (${found.errorCode})`
}

async function brokeOff(
  work: Work,
  step: Step,
  { problem, advanced }: { problem: string; advanced: boolean },
): Promise<void> {
  const breaks = advanced ? 1 : step.breaks + 1
  if (breaks >= MOST_BREAKS) return askAgain(work, step, problem)
  await updateStep(work.parts, step, { breaks, problem })
}

/**
 * Has the export made anew, from its beginning: it tells the shop as it stands by then, in no order that Shopify
 * promises, so neither a place in the old file nor its last object says what the new one need not tell. What is in the
 * ledger stays there, and being told again does no harm.
 */
async function askAgain({ parts }: Work, step: Step, problem: string): Promise<void> {
  if (step.exports >= MOST_EXPORTS) throw new ShopRejected(problem)
  await updateStep(parts, step, { status: 'waiting', bulkOperationId: null, problem })
}

/** What another attempt cannot mend ends the step, and says why; anything else is thrown and tried again. */
async function failing({ parts }: Work, step: Step, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof ShopRejected || isUnreadable(error) || isDataException(error))) throw error
    await updateStep(parts, step, { status: 'failed', problem: (error as Error).message.slice(0, 500) })
  }
}
