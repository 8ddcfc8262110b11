import { returnCurve, returnDay, type Gaps } from './return-curve.ts'

/** Days that a merchant can say: a month, a quarter, a year. */
const horizons = [30, 45, 60, 90, 120, 180, 270, 365]
const SHARE_BACK = 0.8
const UNKNOWN_RHYTHM = 180

/**
 * The days without an order after which a customer of this shop counts as gone: the first of the usual horizons by
 * which four in five of those who return have returned. Half a year where nobody has returned yet.
 */
export function churnHorizonDays(gaps: Gaps): number {
  const day = returnDay(returnCurve(gaps), SHARE_BACK) ?? UNKNOWN_RHYTHM
  return horizons.find((horizon) => horizon >= day) ?? 365
}
