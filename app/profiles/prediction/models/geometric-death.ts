import type { Cells } from '../cells.ts'
import type { History } from '../histories.ts'
import { digamma, logGamma } from '../math/gamma.ts'
import { hypergeometric } from '../math/hypergeometric.ts'
import { logistic, softplus } from '../math/log-sum.ts'
import type { Law } from './model.ts'
import { arrivalTime, arrivalWithin, logSurvival, negativeBinomial } from './poisson-gamma.ts'

/**
 * What BG/NBD and MBG/NBD share: orders are Poisson with a Gamma(r, alpha) rate, and a customer may leave for good after
 * an order, each time with her own Beta(a, b) chance. They differ in the number of such chances that x repeat orders
 * stand for: `firstChances` is 0 in BG/NBD, where nobody leaves after the first order, and 1 in MBG/NBD.
 */
export function logLikelihood(
  cells: Cells,
  parameters: ArrayLike<number>,
  gradient: Float64Array,
  firstChances: 0 | 1,
): number {
  const [r = 1, alpha = 1, a = 1, b = 1] = Array.from(parameters)
  const logAlpha = Math.log(alpha)
  const [logGammaR, digammaR, digammaB, digammaAB] = [logGamma(r), digamma(r), digamma(b), digamma(a + b)]
  let [sum, byR, byAlpha, byA, byB] = [0, 0, 0, 0, 0]
  for (const { frequency, customers, from, to } of cells.groups) {
    const shape = r + frequency
    const chances = frequency + firstChances
    const digammaABN = digamma(a + b + chances)
    sum += customers * (logGamma(shape) - logGammaR + r * logAlpha + logSurvival(a, b, chances))
    byR += customers * (digamma(shape) - digammaR + logAlpha)
    byAlpha += (customers * r) / alpha
    byA += customers * (digammaAB - digammaABN)
    byB += customers * (digammaAB - digammaB + digamma(b + chances) - digammaABN)
    const logOdds = Math.log(a) - Math.log(b + chances - 1)
    for (let cell = from; cell < to; cell += 1) {
      const weight = cells.weight[cell] as number
      const exposure = alpha + (cells.age[cell] as number)
      const logExposure = Math.log(exposure)
      sum -= weight * shape * logExposure
      byR -= weight * logExposure
      byAlpha -= (weight * shape) / exposure
      if (chances === 0) continue
      const last = alpha + (cells.recency[cell] as number)
      const silence = logExposure - Math.log(last)
      const oddsGone = logOdds + shape * silence
      const gone = weight * logistic(oddsGone)
      sum += weight * softplus(oddsGone)
      byR += gone * silence
      byAlpha += gone * shape * (1 / exposure - 1 / last)
      byA += gone / a
      byB -= gone / (b + chances - 1)
    }
  }
  gradient.set([byR, byAlpha, byA, byB])
  return sum
}

/** What the fitted law says of a customer; formulas with x, t_x, T as in Fader, Hardie and Lee (2005). */
export function geometricDeathLaw(parameters: ArrayLike<number>, firstChances: 0 | 1): Law {
  const [r = 1, alpha = 1, a = 1, b = 1] = Array.from(parameters)

  /** 1 / (1 + a / (b + n - 1) · ((alpha + T) / (alpha + t_x))^(r + x)), n chances so far; 1 where there was none. */
  const probabilityAlive = ({ frequency, recency, age }: History): number => {
    const chances = frequency + firstChances
    if (chances === 0) return 1
    const silence = Math.log((alpha + age) / (alpha + Math.min(recency, age)))
    return logistic(-(Math.log(a) - Math.log(b + chances - 1) + (r + frequency) * silence))
  }

  return {
    probabilityAlive,
    whileAlive: (frequency, age) => {
      const [shape, rate, survived] = [r + frequency, alpha + age, b + frequency + firstChances]
      return {
        within: (weeks) => arrivalWithin(shape, rate, weeks),
        expectedOrders: (weeks) => expectedOrders(shape, rate, a, survived, weeks),
        orderCounts: (weeks) => orderCounts(shape, rate, a, survived, weeks),
        weeksUntil: (probability) => arrivalTime(shape, rate, probability),
      }
    },
  }
}

const NEAR_ONE = 1e-4

/**
 * Expected orders in the next weeks t of a customer who is alive, with rate Gamma(shape, rate) and chance of leaving
 * Beta(a, b) (Fader, Hardie and Lee 2005, equation 10 without its denominator):
 *
 *     (a + b - 1) / (a - 1) · [1 - (rate / (rate + t))^shape · 2F1(shape, b; a + b - 1; t / (rate + t))]
 *
 * Euler's transformation takes the large parameters out of 2F1. At a = 1 the formula is 0/0 but the law is smooth:
 * the mean of both sides, wrong by the order of 1e-8. Where everybody leaves by nearly the same chance, a and b are so
 * large that the series overflows; there the mean is summed up from its distribution.
 */
function expectedOrders(shape: number, rate: number, a: number, b: number, weeks: number): number {
  if (weeks <= 0) return 0
  if (Math.abs(a - 1) < NEAR_ONE) {
    const [below, above] = [1 - 2 * NEAR_ONE, 1 + 2 * NEAR_ONE]
    return (expectedOrders(shape, rate, below, b, weeks) + expectedOrders(shape, rate, above, b, weeks)) / 2
  }
  const c = a + b - 1
  if (Math.abs(c) < 1e-9) return expectedOrders(shape, rate, a, b + 2e-9, weeks)
  const logKept = -Math.log1p(weeks / rate)
  const series = hypergeometric(c - shape, a - 1, c, weeks / (rate + weeks))
  const left = Math.exp((a - 1) * logKept) * series
  if (!Number.isFinite(left))
    return orderCounts(shape, rate, a, b, weeks).reduce((mean, probability, n) => mean + n * probability, 0)
  return Math.max(0, (c / (a - 1)) * (1 - left))
}

/**
 * P(n orders in the next weeks) of a customer who is alive (Fader, Hardie and Lee 2005, equation 8): either n orders
 * and still here, or gone with the n-th, where only that the n-th fell into the period matters.
 */
function orderCounts(shape: number, rate: number, a: number, b: number, weeks: number): number[] {
  const counts: number[] = []
  let atLeast = 1
  let survived = 1
  let left = 1
  for (const arrivals of negativeBinomial(shape, rate, weeks)) {
    const n = counts.length
    const goneWithIt = n === 0 ? 0 : (survived * a) / (a + b + n - 1)
    if (n > 0) survived *= (b + n - 1) / (a + b + n - 1)
    const probability = survived * arrivals + goneWithIt * atLeast
    counts.push(probability)
    atLeast = Math.max(0, atLeast - arrivals)
    left -= probability
    if (left < 1e-7) break
  }
  return counts
}
