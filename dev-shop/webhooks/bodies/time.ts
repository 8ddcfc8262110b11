import { shopFacts } from '../../shop.ts'

const zoned = new Intl.DateTimeFormat('sv-SE', {
  timeZone: shopFacts.timezone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'longOffset',
})

/** A moment as webhooks have it: to the second, in the shop's time zone, e.g. 2026-11-23T10:15:00+01:00. */
export function shopTime(iso: string): string {
  const parts = new Map(zoned.formatToParts(new Date(iso)).map(({ type, value }) => [type, value]))
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  const offset = part('timeZoneName').replace('GMT', '').replace('−', '-') || '+00:00'
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}${offset}`
}

export function shopTimeOrNull(iso: string | null): string | null {
  return iso === null ? null : shopTime(iso)
}
