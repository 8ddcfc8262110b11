import type { AdminApi } from '../../platform/index.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { checkedKinds, compareEach, type Checked, type Comparing } from './checked.server.ts'
import { checks } from './checks/index.server.ts'
import type { Check } from './checks/check.server.ts'
import { mend } from './mend.server.ts'
import { pagesOf } from './pages.server.ts'
import { lastCompleteTo, type Run } from './run.server.ts'
import { searchTime, settledBy } from './search-time.ts'
import { subjects } from './subjects/index.server.ts'
import type { Subject } from './subjects/subject.server.ts'

// What Shopify's search tells a little late is still seen by the next comparison.
const OVERLAP_MS = 10 * 60_000

/**
 * Compares everything that changed since the last time, however long that is ago.
 * @param since when the history import began, before which nothing need be compared that was in it
 * @returns up to when the ledger holds everything now
 */
export async function compareRecent(parts: IntakeParts, admin: AdminApi, run: Run, since: Date): Promise<Date> {
  const { db, now } = parts
  const until = settledBy(now())
  const checked = await checkedKinds(db, run.shop)
  // From before each kind kept its own.
  const last = await lastCompleteTo(db, run.shop)
  const beginOf = (was: Checked | undefined) => {
    const known = was?.comparedTo ?? last
    return new Date((known !== null && known > since ? known : since).getTime() - OVERLAP_MS)
  }
  await compareEach(db, run, [
    ...subjects.map((subject) => ofSubject(parts, admin, run, subject, beginOf(checked.get(subject.name)), until)),
    ...checks.map((check) => ofCheck(parts, admin, run, check, checked.get(check.name), since, until)),
  ])
  return until
}

function ofSubject(
  parts: IntakeParts,
  admin: AdminApi,
  run: Run,
  subject: Subject,
  from: Date,
  until: Date,
): Comparing {
  const compare = async () => {
    const reached = run.reached[subject.name]
    const begin = reached === undefined ? from : new Date(reached)
    const search = `updated_at:>=${searchTime(begin)} updated_at:<${searchTime(until)}`
    for await (const page of pagesOf(admin, subject, { search, sortKey: 'UPDATED_AT' }, parts.now)) {
      await mend(parts, run, subject, page)
    }
    return true
  }
  return { kind: subject.name, from, until, compare }
}

function ofCheck(
  parts: IntakeParts,
  admin: AdminApi,
  run: Run,
  { name, imported, look }: Check,
  was: Checked | undefined,
  since: Date,
  until: Date,
): Comparing {
  const from = new Date((was?.comparedTo ?? since).getTime() - OVERLAP_MS)
  const first = was === undefined && !imported
  return {
    kind: name,
    from,
    until,
    compare: () => look({ parts, admin, run, from: first ? null : from, until, first }),
  }
}

/** Looks once more at everything since a kind was last known to be complete: what could not be read then may be readable now. */
export async function compareLagging(parts: IntakeParts, admin: AdminApi, run: Run): Promise<void> {
  const until = settledBy(parts.now())
  const checked = await checkedKinds(parts.db, run.shop)
  const lagging = (name: Checked['kind']) => {
    const was = checked.get(name)
    return was !== undefined && was.completeTo < was.comparedTo ? [was] : []
  }
  await compareEach(parts.db, run, [
    ...subjects.flatMap((subject) =>
      lagging(subject.name).map(({ completeTo }) =>
        // What could not be read may have been in the overlap of the look that did not read it.
        ofSubject(parts, admin, run, subject, new Date(completeTo.getTime() - OVERLAP_MS), until),
      ),
    ),
    ...checks.flatMap((check) =>
      lagging(check.name).map((was) =>
        ofCheck(parts, admin, run, check, { ...was, comparedTo: was.completeTo }, was.completeTo, until),
      ),
    ),
  ])
}
