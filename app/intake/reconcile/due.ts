import { atHour, type FactOf } from '../../kernel/index.ts'

export type Scope = FactOf<'reconciliation-due'>['scope']
export const scopes: Scope[] = ['recent', 'daily']

const HOUR = 3_600_000
const NIGHT = 3

/**
 * When a comparison has to begin next, if that is within the coming hour; null where it was done. Recent changes are
 * compared in every hour, days at three in the morning of the shop. What was missed is due now, once.
 * @param finishedAt when the last one of that scope came to its end
 */
export function dueAt(scope: Scope, finishedAt: Date | null, timeZone: string, now: Date): Date | null {
  const planned =
    scope === 'recent'
      ? new Date(Math.floor(now.getTime() / HOUR) * HOUR)
      : lastNight(timeZone, new Date(now.getTime() + HOUR))
  if (finishedAt !== null && finishedAt >= planned) return null
  return planned > now ? planned : now
}

/** When the last comparison of days was planned: three in the morning of the shop. */
export function lastNight(timeZone: string, moment: Date): Date {
  const tonight = atHour(timeZone, moment, NIGHT)
  return tonight <= moment ? tonight : atHour(timeZone, new Date(tonight.getTime() - 12 * HOUR), NIGHT)
}
