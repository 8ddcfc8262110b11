import { timelineTopics, type TimelineEntry, type TimelinePlace, type TimelineTopic } from '../kernel/index.ts'

/** What a page of the timeline is asked for; no topics mean all, no words mean everything. */
export type TimelineAsk = { topics: TimelineTopic[]; find: string; before: TimelinePlace | null }

/** Reads what an address asks for, such as `?topic=orders&topic=notes&find=ring`; what it does not know is left out. */
export function readTimelineAsk(search: URLSearchParams): TimelineAsk {
  const asked = search.getAll('topic')
  return {
    topics: timelineTopics.filter((topic) => asked.includes(topic)),
    find: (search.get('find') ?? '').trim().slice(0, 100),
    before: readTimelinePlace(search.get('before')),
  }
}

/** Whether an entry holds the words, in its names, codes, pieces or messages. */
export function speaksOf({ values, lines = [] }: TimelineEntry, find: string): boolean {
  const wanted = find.toLowerCase()
  return [...Object.values(values), ...lines].some((text) => String(text).toLowerCase().includes(wanted))
}

/**
 * Puts together what the rooms tell: the newest `limit` entries, and where the next page begins (null after the last).
 * Each room must have told its own newest `limit + 1` entries before the place, in the order (at, id).
 */
export function mergeTimeline(
  told: TimelineEntry[][],
  limit: number,
): { entries: TimelineEntry[]; next: TimelinePlace | null } {
  const all = told.flat().sort(newestFirst)
  const entries = all.slice(0, limit)
  const last = entries.at(-1)
  return { entries, next: all.length > limit && last !== undefined ? placeOf(last) : null }
}

function newestFirst(one: TimelineEntry, other: TimelineEntry): number {
  return other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : one.id > other.id ? -1 : 0)
}

/** The place of an entry: what comes after it is strictly before it. */
export function placeOf({ at, id }: TimelineEntry): TimelinePlace {
  return { at, id }
}

/** Writes a place for an address. */
export function writeTimelinePlace({ at, id }: TimelinePlace): string {
  return `${at.toISOString()}_${id}`
}

/** Reads a place from an address; null for what nobody gave out. */
export function readTimelinePlace(text: string | null): TimelinePlace | null {
  const [, moment = '', id = ''] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_(.{1,200})$/.exec(text ?? '') ?? []
  const at = new Date(moment)
  return Number.isNaN(at.getTime()) ? null : { at, id }
}
