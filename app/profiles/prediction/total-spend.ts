import { logGamma } from './math/gamma.ts'
import { incompleteBeta } from './math/incomplete-beta.ts'
import type { SpendParameters } from './models/gamma-gamma.ts'

/** That a customer orders `orders` times, with this probability. */
export type CountTerm = { orders: number; weight: number }

const NEGLIGIBLE = 1e-6
const MOST_TERMS = 64

/**
 * s ↦ P(at least one order and all of them together bring at most s). n orders, each Gamma(p, ν) with ν Gamma(q, gamma),
 * bring S with S / (S + gamma) ~ Beta(p n, q), hence Σ P(n) I_{s / (s + gamma)}(p n, q).
 */
export function totalSpendBelow(terms: readonly CountTerm[], spend: SpendParameters): (sum: number) => number {
  const { p, q, gamma } = spend
  const logBetas = terms.map(({ orders }) => logGamma(p * orders) + logGamma(q) - logGamma(p * orders + q))
  return (sum) => {
    const share = sum / (sum + gamma)
    let probability = 0
    terms.forEach(({ orders, weight }, i) => {
      probability += weight * incompleteBeta(share, p * orders, q, logBetas[i])
    })
    return probability
  }
}

/** The counts from 1 on that matter; thousands of them are taken together in equal shares of the probability. */
export function gatherTerms(counts: readonly number[]): CountTerm[] {
  const terms: CountTerm[] = []
  for (let orders = 1; orders < counts.length; orders += 1) {
    const weight = counts[orders] as number
    if (weight > NEGLIGIBLE) terms.push({ orders, weight })
  }
  if (terms.length <= MOST_TERMS) return terms
  const share = terms.reduce((sum, { weight }) => sum + weight, 0) / MOST_TERMS
  const gathered: CountTerm[] = []
  let [weight, orders] = [0, 0]
  for (const term of terms) {
    weight += term.weight
    orders += term.weight * term.orders
    if (weight < share && term !== terms.at(-1)) continue
    gathered.push({ orders: orders / weight, weight })
    ;[weight, orders] = [0, 0]
  }
  return gathered
}
