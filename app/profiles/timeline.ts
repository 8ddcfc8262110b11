import type { TimelineEntry, TimelinePlace } from '../kernel/index.ts'

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
  return { entries, next: all.length > limit && last !== undefined ? { at: last.at, id: last.id } : null }
}

function newestFirst(one: TimelineEntry, other: TimelineEntry): number {
  return other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : one.id > other.id ? -1 : 0)
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
