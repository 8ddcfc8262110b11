import { MalformedBody } from '../../../ledger/index.ts'
import type { Recorded } from '../../../ledger/index.server.ts'
import { isDataException, type Transaction } from '../../../platform/index.server.ts'
import { tellChanges } from '../../apply-delivery.server.ts'
import type { Difference } from '../difference.ts'
import type { RepairedSubject } from '../checked-kinds.ts'
import { noteRepairs, type Run } from '../run.server.ts'
import type { Look } from './check.server.ts'

/** One thing that the ledger has to hear of; `difference` is null where that is no repair, only a better telling. */
export type Found = {
  subject: RepairedSubject
  id: string
  difference: Difference | null
  /** What the shop calls it, where the ledger has no name for it. */
  name?: string | null
  write(tx: Transaction): Promise<Recorded | number>
}

/**
 * Writes each of them with the note of it in a transaction of its own, as its webhook would: so no locks are held from
 * one to the next. What the database cannot hold is skipped and named. The first look is an import and repairs nothing.
 */
export async function mendFound(look: Look, found: Found[]): Promise<void> {
  for (const one of found) {
    try {
      await look.parts.db.$transaction((tx) => write(look, tx, one), PATIENT)
    } catch (error) {
      if (!isDataException(error)) throw error
      look.run.skipped.push(`${one.subject} ${one.id}: it holds a value that the database cannot hold`)
    }
  }
}

const PATIENT = { timeout: 120_000, maxWait: 20_000 }

async function write({ parts, run, first }: Look, tx: Transaction, found: Found): Promise<void> {
  const { subject, id, difference, name = null } = found
  const recorded = await found.write(tx)
  const { applied, customerIds } = typeof recorded === 'number' ? { applied: recorded, customerIds: [] } : recorded
  await tellChanges(tx, run.shop.id, customerIds)
  if (applied > 0 && difference !== null && !first)
    await noteRepairs(tx, run, [{ subject, subjectId: id, difference, name }], parts.now())
}

/** Reads what can be read; the rest is noted in the run by its gid and reason. */
export function readEach<Given extends { id?: unknown }, Thing>(
  run: Run,
  given: Given[],
  read: (one: Given) => Thing,
): Thing[] {
  return given.flatMap((one) => {
    try {
      return [read(one)]
    } catch (error) {
      if (!(error instanceof MalformedBody || error instanceof RangeError)) throw error
      run.skipped.push(`${String(one.id)}: ${error.message}`)
      return []
    }
  })
}
