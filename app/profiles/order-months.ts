import { dayIn } from '../kernel/index.ts'

/** Two years, so that each month has one to be compared with. */
export const MONTHS = 24

/** Orders of one calendar month, "2026-11"; money net of refunds in minor units of the shop's currency. */
export type OrderMonth = { month: string; orders: number; minor: number }

/** The last 24 months up to this one, oldest first, each of which may be empty. */
export function fillMonths(known: OrderMonth[], { timeZone, now }: { timeZone: string; now: Date }): OrderMonth[] {
  const [year = 0, month = 0] = dayIn(timeZone, now).split('-').map(Number)
  const last = year * 12 + month - 1
  return Array.from({ length: MONTHS }, (_, index) => {
    const place = last - MONTHS + 1 + index
    const name = `${String(Math.floor(place / 12))}-${String((place % 12) + 1).padStart(2, '0')}`
    return known.find((given) => given.month === name) ?? { month: name, orders: 0, minor: 0 }
  })
}

/** What the months say at a glance: this year's money beside that of the year before. */
export type OrderTrend =
  | { kind: 'none' }
  | { kind: 'first'; minor: number }
  | { kind: 'stopped'; minor: number }
  | { kind: 'more' | 'less'; minor: number; share: number }
  | { kind: 'same'; minor: number }

const NOTABLE = 0.05

/** Compares the last twelve months with the twelve before. */
export function trendOf(months: OrderMonth[]): OrderTrend {
  const minorOf = (some: OrderMonth[]) => some.reduce((sum, { minor }) => sum + minor, 0)
  const [before, after] = [minorOf(months.slice(0, -12)), minorOf(months.slice(-12))]
  if (after <= 0) return before <= 0 ? { kind: 'none' } : { kind: 'stopped', minor: before }
  if (before <= 0) return { kind: 'first', minor: after }
  const share = Math.abs(after - before) / before
  if (share < NOTABLE) return { kind: 'same', minor: after }
  return { kind: after > before ? 'more' : 'less', minor: after, share }
}
