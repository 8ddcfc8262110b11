import type { AdminApi } from '../../platform/index.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { mend } from './mend.server.ts'
import { pagesOf } from './pages.server.ts'
import { lastCompleteTo, type Run } from './run.server.ts'
import { searchTime, settledBy } from './search-time.ts'
import { subjects } from './subjects/index.server.ts'

// What Shopify's search tells a little late is still seen by the next comparison.
const OVERLAP_MS = 10 * 60_000

/**
 * Compares everything that changed since the last time, however long that is ago.
 * @param since when the history import began, before which nothing need be compared
 * @returns up to when the ledger holds everything now
 */
export async function compareRecent(parts: IntakeParts, admin: AdminApi, run: Run, since: Date): Promise<Date> {
  const { db, now } = parts
  const until = settledBy(now())
  const last = await lastCompleteTo(db, run.shop)
  const begin = new Date((last !== null && last > since ? last : since).getTime() - OVERLAP_MS)
  for (const subject of subjects) {
    const reached = run.reached[subject.name]
    const from = reached === undefined ? begin : new Date(reached)
    const search = `updated_at:>=${searchTime(from)} updated_at:<${searchTime(until)}`
    for await (const page of pagesOf(admin, subject, { search, sortKey: 'UPDATED_AT' }, now)) {
      await mend(parts, run, subject, page)
    }
  }
  return until
}
