import { incompleteBeta } from './math/incomplete-beta.ts'
import { inverseOfRising } from './math/inverse.ts'
import type { SpendPosterior } from './models/gamma-gamma.ts'

export type Interval = { low: number; high: number }

const FEWEST = 1e-6
const MOST_TERMS = 64

/**
 * The interval that holds the money of all orders of a period with probability `coverage`, in the shop's unit of money:
 * the whole predictive distribution, not the noise of the parameters alone.
 *
 * Closed form, so nothing is drawn at random: n orders, each Gamma(p, ν) with ν Gamma(q, gamma), bring S with
 * S / (S + gamma) ~ Beta(p n, q), hence P(S <= s) = P(0 orders) + Σ P(n) I_{s / (s + gamma)}(p n, q).
 *
 * Central where an order is nearly sure; where nothing at all is the likeliest (P(0) above the lower tail) it begins at 0 and
 * keeps all its missing mass above. So it covers exactly, unless P(0) alone is above `coverage`: then it is 0 to 0.
 */
export function spendInterval(counts: readonly number[], spend: SpendPosterior, coverage = 0.8): Interval {
  const none = counts[0] ?? 1
  const tail = (1 - coverage) / 2
  if (none >= coverage) return { low: 0, high: 0 }
  const terms = toTerms(counts)
  const below = (sum: number): number => {
    const share = sum / (sum + spend.gamma)
    let probability = none
    for (const { orders, weight } of terms) probability += weight * incompleteBeta(share, spend.p * orders, spend.q)
    return probability
  }
  const expected = terms.reduce((sum, { orders, weight }) => sum + orders * weight, 0) / (1 - none)
  const scale = (expected * spend.p * spend.gamma) / (spend.q - 1)
  if (none > tail) return { low: 0, high: inverseOfRising(below, coverage, scale) }
  return { low: inverseOfRising(below, tail, scale), high: inverseOfRising(below, 1 - tail, scale) }
}

/** The counts that matter; thousands of them are taken together in equal shares of the probability. */
function toTerms(counts: readonly number[]): { orders: number; weight: number }[] {
  const terms: { orders: number; weight: number }[] = []
  for (let n = 1; n < counts.length; n += 1) {
    const weight = counts[n] as number
    if (weight > FEWEST) terms.push({ orders: n, weight })
  }
  if (terms.length <= MOST_TERMS) return terms
  const share = terms.reduce((sum, { weight }) => sum + weight, 0) / MOST_TERMS
  const merged: typeof terms = []
  let [weight, orders] = [0, 0]
  for (const term of terms) {
    weight += term.weight
    orders += term.weight * term.orders
    if (weight < share && term !== terms.at(-1)) continue
    merged.push({ orders: orders / weight, weight })
    ;[weight, orders] = [0, 0]
  }
  return merged
}
