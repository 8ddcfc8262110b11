import type { Id } from '../../kernel/index.ts'
import { heldVersions } from '../../ledger/index.server.ts'
import { MalformedBody } from '../../ledger/index.ts'
import { isDataException } from '../../platform/index.server.ts'
import { tellChanges } from '../apply-delivery.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { differenceOf } from './difference.ts'
import type { Page } from './pages.server.ts'
import { noteProgress, noteRepairs, type Run } from './run.server.ts'
import type { Subject, Told, Version } from './subjects/subject.server.ts'

/**
 * Compares a page of what the shop tells with the ledger; what is missing or older there is written by the ledger's own
 * functions, and written down as repaired, all in one transaction. What cannot be read or held is skipped, and noted in
 * the run.
 * @returns the ids on the page that could be read
 */
export async function mend(parts: IntakeParts, run: Run, subject: Subject, page: Page): Promise<Id<string>[]> {
  try {
    return await mendTogether(parts, run, subject, page)
  } catch (error) {
    if (!isDataException(error)) throw error
    const { toldAt, things } = page
    if (things.length === 1) {
      run.skipped.push(`${gidOf(things[0])}: it holds a value that the database cannot hold`)
      return []
    }
    const middle = Math.ceil(things.length / 2)
    const former = await mend(parts, run, subject, { toldAt, things: things.slice(0, middle) })
    return [...former, ...(await mend(parts, run, subject, { toldAt, things: things.slice(middle) }))]
  }
}

async function mendTogether(
  { db, recordConsent, now }: IntakeParts,
  run: Run,
  subject: Subject,
  { toldAt, things }: Page,
): Promise<Id<string>[]> {
  const { shop } = run
  const told = things.flatMap((thing) => {
    const version = versionOf(run, subject, thing, toldAt)
    return version === null ? [] : [{ thing, ...version }]
  })
  const ids = told.map(({ id }) => id)
  await db.$transaction(
    async (tx) => {
      const writing = { tx, shop, toldAt, recordConsent }
      const held = await heldVersions(tx, shop, subject.name, ids)
      const differing = told.flatMap((one) => {
        const difference = differenceOf(one, held.get(one.id))
        return difference === null ? [] : [{ ...one, difference }]
      })
      if (differing.length > 0) {
        const recorded = await subject.record(
          writing,
          differing.map(({ thing }) => thing),
        )
        await tellChanges(tx, shop.id, recorded.customerIds)
        const repairs = differing.map(({ id, difference }) => ({
          subject: subject.name,
          subjectId: String(id),
          difference,
        }))
        await noteRepairs(tx, run, repairs, now())
      }
      const living = told.filter(({ id }) => held.get(id)?.deleted !== true)
      const beside = await subject.recordBeside?.(
        writing,
        living.map(({ thing }) => thing),
      )
      await noteRepairs(tx, run, beside ?? [], now())
      const newest = told.at(-1)?.updatedAt
      if (run.scope === 'recent' && newest !== undefined) await noteProgress(tx, run, subject.name, newest, told.length)
    },
    { timeout: 120_000, maxWait: 20_000 },
  )
  return ids
}

function versionOf(run: Run, subject: Subject, thing: Told, toldAt: Date): Version | null {
  try {
    return subject.versionOf(thing, run.shop, toldAt)
  } catch (error) {
    if (!(error instanceof MalformedBody || error instanceof RangeError)) throw error
    run.skipped.push(`${gidOf(thing)}: ${error.message}`)
    return null
  }
}

function gidOf(thing: Told | undefined): string {
  return (thing?.node as { id: string }).id
}
