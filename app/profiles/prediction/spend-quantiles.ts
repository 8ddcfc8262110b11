import type { CountTerm } from './total-spend.ts'
import { totalSpendBelow } from './total-spend.ts'
import type { SpendParameters } from './models/gamma-gamma.ts'

const POINTS = 25

/**
 * level ↦ the sum, as a multiple of gamma, below which a living customer's total stays with that probability; of those
 * who order at all, so levels run from P(0 orders | alive) to 1. One table serves every customer with the same x and T,
 * because the total scales with gamma and P(alive) only moves the level: 25 points, between which ln(sum) is straight
 * in the logit of its probability. Off by less than .003 of probability.
 */
export function spendQuantiles(
  terms: readonly CountTerm[],
  spend: { p: number; q: number },
): (level: number) => number {
  const some = terms.reduce((sum, { weight }) => sum + weight, 0)
  const unit: SpendParameters = { ...spend, gamma: 1 }
  const below = totalSpendBelow(terms, unit)
  const middle = Math.log(
    (spend.p * terms.reduce((sum, { orders, weight }) => sum + orders * weight, 0)) / some / spend.q,
  )
  const width = 1.2 * spread(terms, spend)
  const logs = new Float64Array(POINTS)
  const logits = new Float64Array(POINTS)
  for (let i = 0; i < POINTS; i += 1) {
    const log = middle + width * ((6 * i) / (POINTS - 1) - 3.5)
    logs[i] = log
    const share = Math.min(1 - 1e-9, Math.max(1e-9, below(Math.exp(log)) / some))
    logits[i] = Math.log(share / (1 - share))
  }
  return (level) => {
    const share = Math.min(1 - 1e-9, Math.max(1e-9, (level - (1 - some)) / some))
    return Math.exp(interpolate(logits, logs, Math.log(share / (1 - share))))
  }
}

/** About one standard deviation of ln(sum): of the count, of the orders' values, of the customer's own mean. */
function spread(terms: readonly CountTerm[], { p, q }: { p: number; q: number }): number {
  let [weightSum, first, second, inverse] = [0, 0, 0, 0]
  for (const { orders, weight } of terms) {
    const log = Math.log(orders)
    weightSum += weight
    first += weight * log
    second += weight * log * log
    inverse += weight / (p * orders)
  }
  const mean = first / weightSum
  return Math.sqrt(Math.max(0, second / weightSum - mean * mean) + inverse / weightSum + 1 / Math.max(0.5, q - 0.5))
}

function interpolate(from: Float64Array, to: Float64Array, value: number): number {
  let low = 0
  let high = from.length - 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((from[middle] as number) <= value) low = middle
    else high = middle
  }
  const [left, right] = [from[low] as number, from[high] as number]
  const part = right > left ? Math.min(2, Math.max(-1, (value - left) / (right - left))) : 0
  return (to[low] as number) + part * ((to[high] as number) - (to[low] as number))
}
