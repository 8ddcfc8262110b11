import type { ImportId, Shop, ShopId } from '../../kernel/index.ts'
import { ShopUnavailable } from '../../platform/index.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import type { Export } from './bulk-operation.server.ts'
import { groupExport, type Batch } from './group-export.ts'
import type { ImportKindName } from './import-kind-names.ts'
import { importKindOf } from './import-kinds.server.ts'
import { linesOf } from './lines.server.ts'

type Step = { shopId: ShopId; importId: ImportId; kind: ImportKindName }

/**
 * Reads an export from the network into the ledger, batch by batch in bounded memory, and notes how far it has come.
 * Reading it again, from whichever point it broke off, ends in the same rows.
 * @returns how many objects, children not counted, were read
 * @throws ShopUnavailable where the file breaks off
 */
export async function readExport(
  parts: IntakeParts,
  shop: Shop,
  step: Step,
  { url, objects, createdAt }: Export & { url: string },
): Promise<number> {
  const answer = await parts.fetchShop(url)
  if (!answer.ok || answer.body === null)
    throw new ShopUnavailable(`the export could not be fetched: ${String(answer.status)}`)
  const progress = { lines: 0, roots: 0 }
  let writing = Promise.resolve()
  // One batch is written while the next arrives; a failure shows at the next turn.
  for await (const batch of groupExport(linesOf(answer.body))) {
    await writing
    progress.lines += batch.lines
    progress.roots += batch.parents.length
    writing = writeBatch(parts, shop, step, createdAt, batch, progress.roots)
    writing.catch(() => undefined)
  }
  await writing
  if (progress.lines < objects) {
    throw new ShopUnavailable(`the export broke off after ${String(progress.lines)} of ${String(objects)} lines`)
  }
  return progress.roots
}

async function writeBatch(
  parts: IntakeParts,
  shop: Shop,
  step: Step,
  toldAt: Date,
  batch: Batch,
  done: number,
): Promise<void> {
  const { shopId, importId, kind } = step
  const importKind = importKindOf[kind]
  await parts.db.$transaction(
    async (tx) => {
      const reading = { tx, shop, toldAt, recordConsent: parts.recordConsent }
      if (batch.parents.length > 0) await importKind.record(reading, batch.parents)
      const orphans = batch.far.length > 0 ? await importKind.addFar(reading, batch.far) : 0
      if (orphans > 0) throw new ShopUnavailable(`${String(orphans)} parents of ${kind} are missing in the export`)
      const { count } = await tx.importStep.updateMany({
        where: { shopId, importId, kind, status: 'reading' },
        data: { done, updatedAt: parts.now() },
      })
      if (count === 0) throw new ShopUnavailable(`the import of ${kind} was ended meanwhile`)
    },
    { timeout: 120_000, maxWait: 20_000 },
  )
}
