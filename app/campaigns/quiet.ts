import { dayIn, momentAt, timeIn, DAY } from '../kernel/index.ts'
import type { CampaignRules } from './rules.ts'

/**
 * The moment at which the quiet hours that hold now are over; null where none hold. Hours are those on the shop's clock:
 * the night in which summer time begins or ends is an hour shorter or longer.
 */
export function quietUntil(quiet: CampaignRules['quiet'], timeZone: string, now: Date): Date | null {
  if (quiet === null) return null
  const hour = Number(timeIn(timeZone, now).slice(0, 2))
  const overnight = quiet.from > quiet.until
  const isQuiet = overnight ? hour >= quiet.from || hour < quiet.until : hour >= quiet.from && hour < quiet.until
  if (!isQuiet) return null
  const today = dayIn(timeZone, now)
  const endsTomorrow = overnight && hour >= quiet.from
  const day = endsTomorrow ? dayAfter(today) : today
  return momentAt(timeZone, day, `${String(quiet.until).padStart(2, '0')}:00`)
}

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + DAY).toISOString().slice(0, 10)
}
