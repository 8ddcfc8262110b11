import type { FactOf } from '../../kernel/index.ts'
import { installedShop, recordFact } from '../../platform/index.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { cancelExports } from './cancel-import.server.ts'
import { RECENT_KINDS } from './import-kind-names.ts'
import { ENDED, unfinishedSteps, type Step } from './import-steps.server.ts'
import { beginExport, lookAtExport, readStep } from './work-on-step.server.ts'

type Continues = FactOf<'import-continues'>

/**
 * Takes an import as far as it can go now: starts every export that may run, reads every export that is ready, and
 * comes back in a moment while anything is left. Killed at any point, it goes on with the unfinished step.
 */
export async function continueImport(parts: IntakeParts, fact: Continues): Promise<void> {
  const { shopId, importId: id } = fact
  const shop = await installedShop(parts.db, { id: shopId })
  const found = await parts.db.historyImport.findUnique({ where: { shopId_id: { shopId, id } } })
  if (shop === null || found === null || found.finishedAt !== null) return
  const work = { parts, shop, admin: await parts.adminFor(shop.domain), recentSince: found.recentSince }
  for (const step of await unfinishedSteps(parts, fact)) await beginExport(work, step)
  for (const step of await unfinishedSteps(parts, fact)) await lookAtExport(work, step)
  for (const { kind } of await unfinishedSteps(parts, fact)) {
    await noteRecent(parts, fact)
    // Read afresh, because reading takes long and the merchant may have cancelled meanwhile.
    const left = await unfinishedSteps(parts, fact)
    const step = left.find((one) => one.kind === kind)
    if (step !== undefined && mayRead(step, left)) await readStep(work, step)
  }
  await noteRecent(parts, fact)
  if (found.canceledAt !== null) await cancelExports(work, fact)
  // The app may have been uninstalled meanwhile; then nobody waits for this import any more.
  if ((await installedShop(parts.db, { id: shopId })) === null) return
  await finishOrComeBack(parts, fact)
}

/** The past waits until the recent steps have ended, for reading it takes long. */
function mayRead({ kind }: Step, left: Step[]): boolean {
  return RECENT_KINDS.includes(kind) || !left.some((other) => RECENT_KINDS.includes(other.kind))
}

/** Once the recent past is in, the merchant can work: the profiles need not wait for the rest. */
async function noteRecent({ db, now }: IntakeParts, { shopId, importId }: Continues): Promise<void> {
  await db.$transaction(async (tx) => {
    const left = await tx.importStep.count({
      where: { shopId, importId, kind: { in: [...RECENT_KINDS] }, status: { notIn: ENDED } },
    })
    if (left > 0) return
    const { count } = await tx.historyImport.updateMany({
      where: { shopId, id: importId, recentAt: null },
      data: { recentAt: now() },
    })
    if (count > 0) await recordFact(tx, { kind: 'recent-history-imported', shopId, importId })
  })
}

const LOOK_AGAIN_MS = 500

async function finishOrComeBack(parts: IntakeParts, fact: Continues): Promise<void> {
  const { db, now } = parts
  const { shopId, importId } = fact
  const left = await unfinishedSteps(parts, fact)
  await db.$transaction(async (tx) => {
    if (left.length > 0) {
      const pause = LOOK_AGAIN_MS * 4 ** Math.max(...left.map(({ breaks }) => breaks))
      await recordFact(tx, fact, { at: new Date(now().getTime() + pause), key: `import-${importId}` })
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
