import { DAY } from '../kernel/index.ts'
/** How many members a segment had on a day of the shop, "2026-11-24". */
export type DaySize = { day: string; members: number }

/** What a segment's sizes say at a glance: the newest beside that of `since`, about thirty days before. */
export type SizeTrend =
  { kind: 'first' } | { kind: 'same'; since: string } | { kind: 'more' | 'fewer'; by: number; since: string }

const BACK_DAYS = 30

/** Compares the newest size with that of thirty days before, or with the first where there is none so old. */
export function trendOf(sizes: DaySize[]): SizeTrend {
  const [first, last] = [sizes[0], sizes.at(-1)]
  if (first === undefined || last === undefined || first === last) return { kind: 'first' }
  const border = Date.parse(last.day) - BACK_DAYS * DAY
  const before = sizes.findLast(({ day }) => Date.parse(day) <= border) ?? first
  const by = last.members - before.members
  if (by === 0) return { kind: 'same', since: before.day }
  return { kind: by > 0 ? 'more' : 'fewer', by: Math.abs(by), since: before.day }
}
