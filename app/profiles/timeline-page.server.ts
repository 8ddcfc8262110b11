import type { CustomerId, Shop, TimelineEntry, TimelinePlace, TimelineTopic } from '../kernel/index.ts'
import type { Queryable, ReadTimeline } from '../platform/index.server.ts'
import type { TimelinePage } from './customer-view.ts'
import { mergeTimeline, placeOf, speaksOf, writeTimelinePlace, type TimelineAsk } from './timeline.ts'

/** What one room tells about one topic of a customer's timeline. So a page costs what it shows, however long the history is. */
export type TimelineSource = { topic: TimelineTopic; read: ReadTimeline }

export const TIMELINE_PAGE = 25

/** How many entries one search looks through before it shows what it has found and offers to go on. */
const SEARCHED = 1_000
const SEARCHED_AT_ONCE = 200

/** One page of what happened with a customer, newest first: everything, or what topics and words ask for. */
export async function readTimeline(
  db: Queryable,
  shop: Shop,
  { id, ask, sources }: { id: CustomerId; ask: TimelineAsk; sources: TimelineSource[] },
): Promise<TimelinePage> {
  const { topics, find } = ask
  const asked = sources.filter(({ topic }) => topics.length === 0 || topics.includes(topic))
  const read = async (before: TimelinePlace | null, limit: number) => {
    const told = await Promise.all(asked.map((source) => source.read(db, shop, id, before, limit + 1)))
    return mergeTimeline(told, limit)
  }
  const { entries, next } =
    find === '' ? await read(ask.before, TIMELINE_PAGE) : await search(read, ask.before, (one) => speaksOf(one, find))
  return {
    entries: entries.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
    next: next === null ? null : writeTimelinePlace(next),
  }
}

type Page = { entries: TimelineEntry[]; next: TimelinePlace | null }

async function search(
  read: (before: TimelinePlace | null, limit: number) => Promise<Page>,
  from: TimelinePlace | null,
  matches: (entry: TimelineEntry) => boolean,
): Promise<Page> {
  const found: TimelineEntry[] = []
  let before = from
  for (let searched = 0; searched < SEARCHED; searched += SEARCHED_AT_ONCE) {
    const { entries, next } = await read(before, SEARCHED_AT_ONCE)
    found.push(...entries.filter(matches))
    const last = found[TIMELINE_PAGE - 1]
    if (last !== undefined && (found.length > TIMELINE_PAGE || next !== null)) {
      return { entries: found.slice(0, TIMELINE_PAGE), next: placeOf(last) }
    }
    if (next === null) return { entries: found, next }
    before = next
  }
  return { entries: found, next: before }
}
