import { existsSync, readFileSync } from 'node:fs'
import type { prediction } from '../../../../app/profiles/index.ts'

const file = ['../shared/data/cdnow_sample.txt', '../../shared/data/cdnow_sample.txt'].find((path) => existsSync(path))

export const cdnowPresent = file !== undefined
export const CDNOW_CUT = dayOf('19970930')

/** CDNOW's own layout: master id, sample id, date as 19970101, units, dollars, apart by spaces. */
export function cdnowPurchases(): prediction.Purchase[] {
  return readFileSync(file ?? '', 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [, customer = '', date = '', , dollars] = line.trim().split(/\s+/)
      return { customer, day: dayOf(date), value: Number(dollars) }
    })
}

function dayOf(date: string): number {
  return Date.parse(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T00:00:00Z`) / 86_400_000
}
