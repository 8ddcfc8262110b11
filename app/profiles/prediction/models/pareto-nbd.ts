import type { Cells } from '../cells.ts'
import type { History } from '../histories.ts'
import { digamma, logGamma } from '../math/gamma.ts'
import { gaussLegendre } from '../math/gauss-legendre.ts'
import { inverseOfRising } from '../math/inverse.ts'
import { logistic, softplus } from '../math/log-sum.ts'
import { emptyPowerIntegral, powerIntegral } from '../math/power-integral.ts'
import type { Law, Model, Outlook } from './model.ts'
import { negativeBinomial } from './poisson-gamma.ts'

/**
 * Pareto/NBD (Schmittlein, Morrison and Colombo 1987; Fader and Hardie 2005, A Note on Deriving the Pareto/NBD Model):
 * Poisson orders with a Gamma(r, alpha) rate, and a lifetime that is exponential with a Gamma(s, beta) rate.
 */
export const paretoNbd: Model = {
  name: 'paretoNbd',
  parameterNames: ['r', 'alpha', 's', 'beta'],
  starts: ({ r, alpha }) => [
    [r, alpha, 0.6, 12],
    [2 * r, 2 * alpha, 0.3, 5],
    [1, 10, 1, 10],
    [r, alpha, 0.05, 10],
  ],
  logLikelihood,
  law,
}

/**
 * Σ ln { Γ(r + x) alpha^r beta^s / Γ(r) · [(alpha + T)^-(r + x) (beta + T)^-s
 *                                           + s ∫_{t_x}^{T} (alpha + y)^-(r + x) (beta + y)^-(s + 1) dy] }
 */
function logLikelihood(cells: Cells, parameters: ArrayLike<number>, gradient: Float64Array): number {
  const [r = 1, alpha = 1, s = 1, beta = 1] = Array.from(parameters)
  const [logAlpha, logBeta, logS] = [Math.log(alpha), Math.log(beta), Math.log(s)]
  const [logGammaR, digammaR] = [logGamma(r), digamma(r)]
  const gone = emptyPowerIntegral()
  let [sum, byR, byAlpha, byS, byBeta] = [0, 0, 0, 0, 0]
  for (const { frequency, customers, from, to } of cells.groups) {
    const shape = r + frequency
    sum += customers * (logGamma(shape) - logGammaR + r * logAlpha + s * logBeta)
    byR += customers * (digamma(shape) - digammaR + logAlpha)
    byAlpha += (customers * r) / alpha
    byS += customers * logBeta
    byBeta += (customers * s) / beta
    for (let cell = from; cell < to; cell += 1) {
      const weight = cells.weight[cell] as number
      const age = cells.age[cell] as number
      const recency = cells.recency[cell] as number
      const logAge = Math.log(alpha + age)
      const logLife = Math.log(beta + age)
      const logAlive = -shape * logAge - s * logLife
      sum += weight * logAlive
      let here = weight
      if (recency < age) {
        powerIntegral(alpha, shape, beta, s + 1, recency, age, gone)
        const odds = logS + gone.log - logAlive
        const away = weight * logistic(odds)
        sum += weight * softplus(odds)
        here = weight - away
        byR -= away * gone.logAlpha
        byAlpha -= away * shape * gone.inverseAlpha
        byS += away * (1 / s - gone.logBeta)
        byBeta -= away * (s + 1) * gone.inverseBeta
      }
      byR -= here * logAge
      byAlpha -= (here * shape) / (alpha + age)
      byS -= here * logLife
      byBeta -= (here * s) / (beta + age)
    }
  }
  gradient.set([byR, byAlpha, byS, byBeta])
  return sum
}

const NEGLIGIBLE = 38
const { nodes, weights } = gaussLegendre(20)

function law(parameters: ArrayLike<number>): Law {
  const [r = 1, alpha = 1, s = 1, beta = 1] = Array.from(parameters)
  const place = emptyPowerIntegral()

  /** Equation 19 of Fader and Hardie (2005): alive against gone somewhere between the last order and now. */
  const probabilityAlive = ({ frequency, recency, age }: History): number => {
    if (recency >= age) return 1
    const shape = r + frequency
    const logAlive = -shape * Math.log(alpha + age) - s * Math.log(beta + age)
    const { log } = powerIntegral(alpha, shape, beta, s + 1, recency, age, place)
    return logistic(logAlive - Math.log(s) - log)
  }

  return { probabilityAlive, whileAlive: (frequency, age) => outlook(r + frequency, alpha + age, s, beta + age) }
}

/** A living customer's rate of ordering is Gamma(shape, rate)-distributed, her rate of leaving Gamma(s, life). */
function outlook(shape: number, rate: number, s: number, life: number): Outlook {
  const place = emptyPowerIntegral()
  const scale = Math.log(shape) + shape * Math.log(rate) + s * Math.log(life)
  /** Orders and death compete: ∫ E[λ e^(-λτ)] E[e^(-μτ)] dτ. */
  const within = (weeks: number): number =>
    weeks <= 0 ? 0 : Math.min(1, Math.exp(scale + powerIntegral(rate, shape + 1, life, s, 0, weeks, place).log))
  return {
    within,
    /** Equation 41 of Fader and Hardie (2005), with its limit at s = 1. */
    expectedOrders: (weeks) => {
      const logKept = -Math.log1p(weeks / life)
      const lived = Math.abs(s - 1) < 1e-9 ? -logKept : -Math.expm1((s - 1) * logKept) / (s - 1)
      return (shape / rate) * life * lived
    },
    orderCounts: (weeks) => orderCounts(shape, rate, s, life, weeks),
    weeksUntil: (probability) =>
      probability >= within(Infinity) ? Infinity : inverseOfRising(within, probability, rate / shape),
  }
}

/**
 * P(n orders): alive throughout, or gone at τ with Lomax density s life^s / (life + τ)^(s + 1) after n orders; the
 * integral over τ in u = ln(1 + τ / life).
 */
function orderCounts(shape: number, rate: number, s: number, life: number, weeks: number): number[] {
  const counts: number[] = []
  const add = (weight: number, until: number) => {
    let n = 0
    for (const arrivals of negativeBinomial(shape, rate, until)) {
      counts[n] = (counts[n] ?? 0) + weight * arrivals
      n += 1
    }
  }
  const longest = Math.log1p(weeks / life)
  add(Math.exp(-s * longest), weeks)
  const length = Math.min(longest, NEGLIGIBLE / s)
  for (let i = 0; i < nodes.length; i += 1) {
    const u = length * (nodes[i] as number)
    add((weights[i] as number) * length * s * Math.exp(-s * u), Math.min(weeks, life * Math.expm1(u)))
  }
  return counts
}
