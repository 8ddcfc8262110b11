import { dayIn, startOfDay, startOfDayAgo, type Span, DAY } from '../../kernel/index.ts'
import type { QueryDate } from './syntax-tree.ts'

/**
 * The stretch of time that a date means at this moment: a whole day in the shop's time zone, 23 to 25 hours long, or for a day
 * with a time that one second. Months and years end on the last day where the month has no such day.
 */
export function resolveDate(date: QueryDate, timeZone: string, now: Date): Span {
  switch (date.kind) {
    case 'today':
      return dayAgo(0)
    case 'yesterday':
      return dayAgo(1)
    case 'offset':
      if (date.unit === 'd' || date.unit === 'w') return dayAgo(-date.count * (date.unit === 'w' ? 7 : 1))
      return dayNamed(monthsAfter(dayIn(timeZone, now), date.count * (date.unit === 'y' ? 12 : 1)))
    case 'day':
      return dayNamed(date.day)
    case 'moment': {
      const wall = Date.parse(`${within(date.day)}T${date.time}Z`)
      const from = new Date(wall - offsetAt(wall - offsetAt(wall)))
      return { from, until: new Date(from.getTime() + 1000) }
    }
  }

  function dayAgo(days: number): Span {
    return { from: startOfDayAgo(timeZone, now, days), until: startOfDayAgo(timeZone, now, days - 1) }
  }

  function dayNamed(day: string): Span {
    const noon = middleOf(within(day))
    return { from: startOfDay(timeZone, noon), until: startOfDayAgo(timeZone, noon, -1) }
  }

  // Time zones lie up to fourteen hours from UTC, so noon there may be the day before or after.
  function middleOf(day: string): Date {
    const noon = Date.parse(`${day}T12:00:00Z`)
    return new Date(noon - offsetAt(noon))
  }

  function offsetAt(moment: number): number {
    const start = startOfDay(timeZone, new Date(moment)).getTime()
    const day = Date.parse(`${dayIn(timeZone, new Date(moment))}T00:00:00Z`)
    const atMidnight = day - start
    const nextStart = startOfDayAgo(timeZone, new Date(start + DAY / 2), -1).getTime()
    const atEnd = day + DAY - nextStart
    return atMidnight === atEnd ? atMidnight : offsetWithin(moment, atMidnight, atEnd)
  }

  // On the day of a change the hour of the wall clock decides; changes happen in the small hours.
  function offsetWithin(moment: number, before: number, after: number): number {
    const shown = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    const [hour = '0', minute = '0'] = shown.format(new Date(moment)).split(':')
    const wall = (Number(hour) * 60 + Number(minute)) * 60_000
    return (moment + before) % DAY === wall + (moment % 60_000) ? before : after
  }
}

// Further away than any fact of a shop, and far enough from where calendars have other years.
const [EARLIEST, LATEST] = ['1900-01-01', '9990-12-31']

function within(day: string): string {
  if (day < EARLIEST) return EARLIEST
  return day > LATEST ? LATEST : day
}

function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 1, ofMonth = 1] = day.split('-').map(Number)
  const to = year + Math.floor((month - 1 + months) / 12)
  if (to < 1900) return EARLIEST
  if (to > 9990) return LATEST
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate()
  first.setUTCDate(Math.min(ofMonth, last))
  return first.toISOString().slice(0, 10)
}
