import { dayIn, startOfDayAgo } from '../kernel/index.ts'

/** The shop's day so many days from now, "2026-11-30". */
export function dayAfter(timeZone: string, now: Date, days: number): string {
  return dayIn(timeZone, startOfDayAgo(timeZone, now, -days))
}
