import type { ValueIndex } from './value-index.ts'

/** How an order was placed; wallSeconds are those of the shop's clock on the wall, since 1970. */
export type OrderManner = { wallSeconds: number; channel: string; locale: string; coded: boolean }

/** The values of how an order was placed. */
export function mannerTags({ wallSeconds, channel, locale, coded }: OrderManner, index: ValueIndex): number[] {
  const language = locale.split('-')[0]?.toLowerCase() ?? ''
  const hours = hoursOf(wallSeconds)
  const tags = [
    index.of('discount', coded ? 'with_code' : 'without_code'),
    index.of('weekday', String(((Math.floor(hours / 24) + THURSDAY) % 7) + 1)),
    index.of('hour', String(hours % 24)),
  ]
  if (channel !== '') tags.push(index.of('channel', channel))
  if (language !== '') tags.push(index.of('language', language))
  return tags
}

/** Remembers mannerTags, because most orders are placed like another one. */
export function mannersBy(index: ValueIndex): (manner: OrderManner) => readonly number[] {
  const known = new Map<string, Map<string, (readonly number[])[]>>()
  return (manner) => {
    const byLocale = known.get(manner.channel) ?? new Map<string, (readonly number[])[]>()
    known.set(manner.channel, byLocale)
    const byTime = byLocale.get(manner.locale) ?? []
    byLocale.set(manner.locale, byTime)
    const place = 2 * (hoursOf(manner.wallSeconds) % (7 * 24)) + Number(manner.coded)
    return (byTime[place] ??= mannerTags(manner, index))
  }
}

// 1 January 1970, from Monday as 0.
const THURSDAY = 3

// Not below 0 for an order that an importer dated before 1970.
function hoursOf(wallSeconds: number): number {
  const week = 7 * 24
  const hours = Math.floor(wallSeconds / 3600)
  return hours >= 0 ? hours : (hours % week) + week
}
