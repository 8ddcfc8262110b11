import { dayIn, type Shop, DAY } from '../../kernel/index.ts'
import type { BuyingDay } from '../prediction/index.ts'

/** Reads "20514:5900 20530:", days since 1970 with the minor units of their orders, none where no money can be added up. */
export function readDays(text: string): BuyingDay[] {
  return text.split(' ').map((one) => {
    const [day, minor = ''] = one.split(':')
    return { day: Number(day), value: Number(minor), valued: minor !== '' }
  })
}

/** The number of a moment's day in the shop's calendar, counted from 1970. */
export function dayNumber({ timeZone }: Pick<Shop, 'timeZone'>, moment: Date): number {
  return Date.parse(dayIn(timeZone, moment)) / DAY
}

/** The calendar day of a number, as PostgreSQL and Prisma keep dates. */
export function dateOfDay(day: number): Date {
  return new Date(day * DAY)
}
