import { startOfDay, startOfDayAgo, type Span } from '../../kernel/index.ts'

// Shopify opened in 2006, so nothing was created there before.
const BEGINNING = new Date(Date.UTC(2005, 0, 1))
const RECENT_DAYS = 31
const PARTS = 32

/**
 * The life of a shop as spans that follow each other: the last month day by day, because there things are deleted and
 * get lost, and all before in a few long ones. All begin and end with a day of the shop.
 */
export function spansOfLife(timeZone: string, until: Date): Span[] {
  const days = Array.from({ length: RECENT_DAYS }, (_, place) =>
    startOfDayAgo(timeZone, until, RECENT_DAYS - 1 - place),
  )
  const monthAgo = days[0] ?? until
  const early = split(timeZone, { from: startOfDay(timeZone, BEGINNING), until: monthAgo })
  return [...early, ...between([...days, until])]
}

/** A span in at most 32 parts of whole days; a single day stays one. */
export function split(timeZone: string, { from, until }: Span): Span[] {
  const length = until.getTime() - from.getTime()
  const starts = [from]
  for (let part = 1; part < PARTS; part += 1) {
    const start = startOfDay(timeZone, new Date(from.getTime() + (length * part) / PARTS))
    if (start > (starts.at(-1) ?? from) && start < until) starts.push(start)
  }
  return between([...starts, until])
}

function between(moments: Date[]): Span[] {
  return moments.slice(1).flatMap((until, place) => {
    const from = moments[place]
    return from === undefined || from >= until ? [] : [{ from, until }]
  })
}
