import type { Shop } from '../../kernel/index.ts'
import { ShopUnavailable, type Transaction } from '../../platform/index.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { groupExport, type Batch } from './group-export.ts'
import type { Step } from './import-steps.server.ts'
import { linesOf } from './lines.server.ts'
import { openFile } from './open-file.server.ts'
import { contentsOf } from './step-contents.server.ts'
import { writeBatch } from './write-batch.server.ts'

/** A file of an export: when that began, and how many lines it has; null where Shopify does not say. */
export type ExportFile = { url: string; toldAt: Date; lines: number | null }

export type Reading =
  | { outcome: 'complete'; done: number }
  /** The file ended too early, and what there was is in the ledger. */
  | { outcome: 'broke-off'; problem: string; advanced: boolean }
  /** The step was cancelled, or the app uninstalled, meanwhile. */
  | { outcome: 'ended' }

type Place = { bytes: number; lines: number; done: number }

/**
 * Reads an export from the network into the ledger, batch by batch in bounded memory, from where an earlier reading
 * ended. Every batch commits together with its place in the file, so after a kill nothing is missing and nothing is
 * read from the beginning. A connection that breaks is opened again as long as each attempt comes further.
 */
export async function readExport(parts: IntakeParts, shop: Shop, step: Step, file: ExportFile): Promise<Reading> {
  const place: Place = { bytes: Number(step.bytes), lines: step.lines, done: step.done }
  const begin = place.bytes
  for (let attempted = -1; place.bytes > attempted;) {
    attempted = place.bytes
    try {
      await readFrom(parts, shop, step, file, place)
      if (file.lines === null || place.lines >= file.lines) return { outcome: 'complete', done: place.done }
    } catch (error) {
      if (error instanceof StepEnded) return { outcome: 'ended' }
      if (!(error instanceof ShopUnavailable)) throw error
      parts.logger.warn({ kind: step.kind, ...place, reason: error.message }, 'an export broke off')
    }
  }
  const problem = `the export broke off after ${String(place.lines)} of ${String(file.lines ?? 'its')} lines`
  return { outcome: 'broke-off', problem, advanced: place.bytes > begin }
}

/** Reads on from the place, and moves it along with every batch that is committed. */
async function readFrom(parts: IntakeParts, shop: Shop, step: Step, file: ExportFile, place: Place): Promise<void> {
  const { kind } = contentsOf[step.kind]
  const telling = { shop, toldAt: file.toldAt }
  const reader = {
    read: (node: unknown) => kind.read(node, telling),
    adopt: (parent: unknown, child: unknown) => {
      kind.adopt(parent, child, telling)
    },
  }
  const lines = linesOf(openFile(parts.fetchShop, file.url, place.bytes))
  let writing = Promise.resolve()
  try {
    // One batch is written while the next arrives; a failure shows at the next turn.
    for await (const batch of groupExport(lines, reader, place)) {
      await writing
      writing = write(parts, shop, step, file.toldAt, batch, place)
      writing.catch(() => undefined)
    }
  } finally {
    await writing
  }
}

class StepEnded extends Error {}

async function write(
  parts: IntakeParts,
  shop: Shop,
  step: Step,
  toldAt: Date,
  { position, ...part }: Batch<unknown>,
  place: Place,
): Promise<void> {
  const done = place.done + part.rows.length
  await writeBatch({ parts, shop, step, toldAt }, part, (tx) => notePlace(tx, step, { ...position, done }, parts.now()))
  Object.assign(place, position, { done })
}

async function notePlace(tx: Transaction, step: Step, { bytes, lines, done }: Place, now: Date): Promise<void> {
  const { shopId, importId, kind } = step
  const { count } = await tx.importStep.updateMany({
    where: { shopId, importId, kind, status: 'reading' },
    data: { bytes, lines, done, breaks: 0, updatedAt: now },
  })
  if (count === 0) throw new StepEnded()
}
