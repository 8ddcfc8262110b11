import type { Random } from './random.ts'
import { momentOf } from './shop-time.ts'

const DAY = 86_400_000
const HOURS = [1, 0, 0, 0, 0, 1, 3, 5, 6, 7, 8, 9, 10, 8, 7, 7, 8, 9, 11, 14, 16, 14, 8, 3]

/** Three years of shop days that end the day before today; a share of 0..1 is trading time, which runs faster in season. */
export type Calendar = {
  years: number
  timeZone: string
  today: string
  /** A moment on the day at which `share` of the trade is done, at an hour when people shop. */
  momentAt(share: number, random: Random): Date
  /** The share of trade done `days` before today. */
  shareBefore(days: number): number
}

/** @param today ISO date in the shop's time zone */
export function calendarUntil(today: string, timeZone: string): Calendar {
  const years = 3
  const dayCount = years * 365 + 1
  const firstDay = Date.parse(`${today}T00:00:00Z`) - dayCount * DAY
  const dateOf = (index: number) => new Date(firstDay + index * DAY).toISOString().slice(0, 10)
  const done = new Float64Array(dayCount + 1)
  for (let day = 0; day < dayCount; day++) done[day + 1] = (done[day] ?? 0) + demandOn(dateOf(day))
  const total = done[dayCount] ?? 1
  return {
    years,
    timeZone,
    today,
    momentAt(share, random) {
      const hour = String(random.weighted(HOURS)).padStart(2, '0')
      const clock = [hour, twoDigits(random.below(60)), twoDigits(random.below(60))].join(':')
      return momentOf(`${dateOf(dayAt(done, share * total))}T${clock}`, timeZone)
    },
    shareBefore: (days) => (done[Math.max(0, dayCount - days)] ?? 0) / total,
  }
}

/** Demand of a day beside an ordinary one: Advent, Valentine's day, the days before Mother's day, quiet summer. */
function demandOn(date: string): number {
  const monthDay = date.slice(5)
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay()
  const weekly = weekday === 0 ? 1.25 : weekday === 6 ? 0.85 : 1
  return weekly * seasonOn(monthDay, Number(date.slice(0, 4)))
}

function seasonOn(monthDay: string, year: number): number {
  if (monthDay >= '11-20' && monthDay <= '12-20') return 2.4
  if (monthDay >= '02-01' && monthDay <= '02-13') return 1.8
  const secondSunday = 14 - ((new Date(Date.UTC(year, 4, 1)).getUTCDay() + 6) % 7)
  if (monthDay <= `05-${twoDigits(secondSunday)}` && monthDay >= `05-${twoDigits(secondSunday - 7)}`) return 1.9
  if (monthDay >= '07-10' && monthDay <= '08-25') return 0.75
  return 1
}

function dayAt(done: Float64Array, target: number): number {
  let low = 0
  let high = done.length - 2
  while (low < high) {
    const middle = (low + high) >> 1
    if ((done[middle + 1] ?? 0) > target) high = middle
    else low = middle + 1
  }
  return low
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
