import { z } from 'zod'
import type { Span } from '../../kernel/index.ts'
import { readShape } from '../../ledger/index.ts'
import type { AdminApi } from '../../platform/index.server.ts'
import { searchTime } from './search-time.ts'
import type { Subject } from './subjects/subject.server.ts'

const AT_A_TIME = 64

/** How many things of a kind the shop has that were created within each span; null where it does not count exactly. */
export async function shopCounts(admin: AdminApi, subject: Subject, spans: Span[]): Promise<(number | null)[]> {
  const counts: (number | null)[] = []
  for (let start = 0; start < spans.length; start += AT_A_TIME) {
    const searches = spans
      .slice(start, start + AT_A_TIME)
      .map(({ from, until }) => `created_at:>=${searchTime(from)} created_at:<${searchTime(until)}`)
    counts.push(...(await countEach(admin, subject, searches)))
  }
  return counts
}

/** How many things of a kind the shop has in all; null where it does not count exactly. */
export async function shopCount(admin: AdminApi, subject: Subject): Promise<number | null> {
  const [count] = await countEach(admin, subject, [null])
  return count ?? null
}

async function countEach(admin: AdminApi, subject: Subject, searches: (string | null)[]): Promise<(number | null)[]> {
  // Without an explicit null the count stops at 10,000 and is told as AT_LEAST.
  const fields = searches.map(
    (search, place) =>
      `c${String(place)}: ${subject.count}(query: ${JSON.stringify(search)}, limit: null) { count precision }`,
  )
  const answer: unknown = await admin.run(`query ReconcileCounts { ${fields.join(' ')} }`)
  const counts = readShape(subject.count, shape, answer)
  return searches.map((_, place) => {
    const told = counts[`c${String(place)}`]
    return told?.precision === 'EXACT' ? told.count : null
  })
}

const shape = z.record(z.string(), z.object({ count: z.int(), precision: z.string() }))
