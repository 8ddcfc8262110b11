const DAY = 86_400_000

/** The calendar day, "2026-11-23", that a moment has in the time zone. */
export function dayIn(timeZone: string, moment: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(moment)
}

/** The moment at which the calendar day of `moment` began in the time zone; days may have 23 or 25 hours. */
export function startOfDay(timeZone: string, moment: Date): Date {
  const midnight = Date.parse(`${dayIn(timeZone, moment)}T00:00:00Z`)
  const guess = midnight - offsetAt(timeZone, new Date(midnight))
  return new Date(midnight - offsetAt(timeZone, new Date(guess)))
}

/** The moment at which the calendar day `days` before today began in the time zone. */
export function startOfDayAgo(timeZone: string, now: Date, days: number): Date {
  const noonToday = startOfDay(timeZone, now).getTime() + DAY / 2
  return startOfDay(timeZone, new Date(noonToday - days * DAY))
}

function offsetAt(timeZone: string, moment: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' }).formatToParts(moment)
  const name = parts.find((part) => part.type === 'timeZoneName')?.value ?? 'GMT'
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000
}
