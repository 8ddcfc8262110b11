/** A day of 24 hours, in ms. */
export const DAY = 86_400_000

/** The moment so many days of 24 hours before another, whatever the clocks of a shop do. */
export function daysBefore(moment: Date, days: number): Date {
  return new Date(moment.getTime() - days * DAY)
}

/** A stretch of time, `until` not included. */
export type Span = { from: Date; until: Date }

/** The calendar day, "2026-11-23", that a moment has in the time zone. */
export function dayIn(timeZone: string, moment: Date): string {
  return formatsOf(timeZone).day.format(moment)
}

/** The moment at which the calendar day of `moment` began in the time zone; days may have 23 or 25 hours. */
export function startOfDay(timeZone: string, moment: Date): Date {
  return atHour(timeZone, moment, 0)
}

/** The moment of the full hour (0 to 23) on the calendar day of `moment` in the time zone; of two such, the later. */
export function atHour(timeZone: string, moment: Date, hour: number): Date {
  const wall = Date.parse(`${dayIn(timeZone, moment)}T${String(hour).padStart(2, '0')}:00:00Z`)
  const guess = wall - offsetAt(timeZone, new Date(wall))
  return new Date(wall - offsetAt(timeZone, new Date(guess)))
}

/** The moment at which the calendar day `days` before today began in the time zone. */
export function startOfDayAgo(timeZone: string, now: Date, days: number): Date {
  const noonToday = startOfDay(timeZone, now).getTime() + DAY / 2
  return startOfDay(timeZone, new Date(noonToday - days * DAY))
}

/** The time of day, "09:05", that a moment has in the time zone. */
export function timeIn(timeZone: string, moment: Date): string {
  return new Date(moment.getTime() + offsetAt(timeZone, moment)).toISOString().slice(11, 16)
}

/**
 * The moment of a day, "2026-11-24", and time, "09:05", in the time zone. A time that happens twice, when summer ends,
 * is the earlier one; a time that is left out, when it begins, is as long after the change as it would have been.
 */
export function momentAt(timeZone: string, day: string, time: string): Date {
  const wall = Date.parse(`${day}T${time}:00Z`)
  const before = offsetAt(timeZone, new Date(wall - DAY))
  const after = offsetAt(timeZone, new Date(wall + DAY))
  const early = new Date(wall - Math.max(before, after))
  return offsetAt(timeZone, early) === Math.max(before, after) ? early : new Date(wall - Math.min(before, after))
}

function offsetAt(timeZone: string, moment: Date): number {
  const parts = formatsOf(timeZone).offset.formatToParts(moment)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}

type Formats = { day: Intl.DateTimeFormat; offset: Intl.DateTimeFormat }
const formats = new Map<string, Formats>()

// Making a format takes a hundred times as long as using it.
function formatsOf(timeZone: string): Formats {
  const known = formats.get(timeZone)
  if (known !== undefined) return known
  const made = {
    day: new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }),
    offset: new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }),
  }
  formats.set(timeZone, made)
  return made
}
