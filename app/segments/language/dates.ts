import type { QueryDate } from './syntax-tree.ts'

/** Named dates that Shopify has deprecated; they live on in saved segments. */
const deprecated: Record<string, QueryDate> = {
  '7_days_ago': { kind: 'offset', count: -7, unit: 'd' },
  '30_days_ago': { kind: 'offset', count: -30, unit: 'd' },
  '90_days_ago': { kind: 'offset', count: -90, unit: 'd' },
  '12_months_ago': { kind: 'offset', count: -12, unit: 'm' },
}

const OFFSET = /^([+-])(\d{1,4})([dwmy])$/
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/
const MOMENT = /^(\d{4}-\d\d-\d\d)t((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)$/

/**
 * Reads `2026-01-31`, `2026-01-31T08:00:00`, `-30d`, `+4w`, `today`, `yesterday` or a deprecated named date. 'no-such-day'
 * where the form is right but the calendar has no such day; null for anything else.
 */
export function readDate(written: string): QueryDate | 'no-such-day' | null {
  const text = written.toLowerCase()
  if (text === 'today' || text === 'yesterday') return { kind: text }
  if (Object.hasOwn(deprecated, text)) return deprecated[text] ?? null
  const [, sign, digits, unit] = OFFSET.exec(text) ?? []
  if (digits !== undefined) return offset((sign === '-' ? -1 : 1) * Number(digits), unit as 'd')
  if (DAY.test(text)) return exists(text) ? { kind: 'day', day: text } : 'no-such-day'
  const [, day, time] = MOMENT.exec(text) ?? []
  if (day === undefined || time === undefined) return null
  if (!exists(day)) return 'no-such-day'
  return { kind: 'moment', day, time: time.length === 5 ? `${time}:00` : time }
}

/** The date as the query language of 2026-10 writes it. */
export function printDate(date: QueryDate): string {
  switch (date.kind) {
    case 'today':
    case 'yesterday':
      return date.kind
    case 'offset':
      return `${date.count < 0 ? '-' : '+'}${String(Math.abs(date.count))}${date.unit}`
    case 'day':
      return date.day
    case 'moment':
      return `${date.day}T${date.time}`
  }
}

function offset(count: number, unit: 'd' | 'w' | 'm' | 'y'): QueryDate {
  return count === 0 ? { kind: 'today' } : { kind: 'offset', count, unit }
}

function exists(day: string): boolean {
  const moment = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day) && !day.startsWith('0000')
}
