import { gatherTerms, totalSpendBelow } from './total-spend.ts'
import { inverseOfRising } from './math/inverse.ts'
import type { SpendPosterior } from './models/gamma-gamma.ts'

export type Interval = { low: number; high: number }

/**
 * The interval that holds the money of all orders of a period with probability `coverage`, in the shop's unit of money:
 * the whole predictive distribution, not the noise of the parameters alone. `counts` are P(n orders). Closed form, so
 * nothing is drawn at random.
 */
export function spendInterval(counts: readonly number[], spend: SpendPosterior, coverage = 0.8): Interval {
  const none = counts[0] ?? 1
  const terms = gatherTerms(counts)
  const below = totalSpendBelow(terms, spend)
  const expected = terms.reduce((sum, { orders, weight }) => sum + orders * weight, 0) / (1 - none)
  const scale = (expected * spend.p * spend.gamma) / (spend.q - 1)
  const levels = intervalLevels(none, coverage)
  return {
    low: levels.low === 0 ? 0 : inverseOfRising((sum) => none + below(sum), levels.low, scale),
    high: levels.high === 0 ? 0 : inverseOfRising((sum) => none + below(sum), levels.high, scale),
  }
}

/**
 * Between which probabilities of the total the interval lies, 0 standing for no money at all. Central where an order is
 * nearly sure; where the chance of none exceeds the lower tail it begins at 0 and keeps all missing mass above. So it covers
 * exactly, unless `none` alone is more than `coverage`: then it is 0 to 0 and covers more.
 */
export function intervalLevels(none: number, coverage: number): Interval {
  const tail = (1 - coverage) / 2
  if (none >= coverage) return { low: 0, high: 0 }
  return none > tail ? { low: 0, high: coverage } : { low: tail, high: 1 - tail }
}
