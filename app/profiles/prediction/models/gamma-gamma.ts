import { bfgs, type Objective } from '../fit/bfgs.ts'
import { nelderMead } from '../fit/nelder-mead.ts'
import { inverseHessian, standardErrors } from '../fit/curvature.ts'
import { normalPrior } from '../fit/prior.ts'
import type { Histories } from '../histories.ts'
import { digamma, logGamma } from '../math/gamma.ts'

/** The Gamma-Gamma law of order values; gamma is in the shop's unit of money, p and q are pure numbers. */
export type SpendParameters = { p: number; q: number; gamma: number }

export type SpendFit = SpendParameters & {
  /** Of p, q and gamma, from the observed information; null where the likelihood has no curvature to tell. */
  standardErrors: number[] | null
  logLikelihood: number
  /** How many customers had a repeat order of known, positive value. */
  repeaters: number
}

/** What the model knows of one customer's next order values: each is Gamma(p, ν), ν is Gamma(q, gamma). */
export type SpendPosterior = SpendParameters

type SpendGroup = { orders: number; totals: Float64Array; logTotals: number; logMeans: number }

const published = { p: 6.25, q: 3.74 }
const FAR_OUT = 12

/**
 * Gamma-Gamma (Fader and Hardie 2013, The Gamma-Gamma Model of Monetary Value, equation 1a): order values vary around
 * a customer's mean, means vary among customers, and neither hangs on how often she orders. Fitted to customers with
 * repeat orders of known value; q is kept above 1, below which the shop would have no mean. `typicalOrder` is the
 * shop's mean order value; `penalty` is a prior's -ln density by (ln p, ln(q - 1), ln gamma).
 */
export function fitGammaGamma(histories: Histories, typicalOrder: number, penalty?: Objective): SpendFit {
  const groups = groupsOf(histories)
  const repeaters = groups.reduce((sum, { totals }) => sum + totals.length, 0)
  const objective = target(groups, repeaters, penalty)
  const scale = typicalOrder > 0 ? typicalOrder : 1
  const begin = (p: number, q: number) => Float64Array.of(Math.log(p), Math.log(q - 1), Math.log((scale * (q - 1)) / p))
  const minima = [begin(published.p, published.q), begin(1, 2), begin(30, 10)].map((start) => bfgs(objective, start))
  let best = minima.reduce((one, other) => (other.value < one.value ? other : one))
  if (!best.converged) {
    const scratch = new Float64Array(3)
    const sure = nelderMead((point) => objective(Float64Array.from(point), scratch), best.point)
    if (sure.value < best.value) best = sure
  }
  const { p, q, gamma } = toParameters(best.point)
  const covariance = repeaters > 0 ? inverseHessian(target(groups, repeaters), best.point) : null
  return {
    p,
    q,
    gamma,
    standardErrors: covariance && standardErrors(covariance, [p, q - 1, gamma], repeaters),
    logLikelihood: repeaters > 0 ? -target(groups, repeaters)(best.point, new Float64Array(3)) * repeaters : 0,
    repeaters,
  }
}

/** The law of a customer's coming order values after `orders` repeat orders that brought `total` together. */
export function spendPosterior(shop: SpendParameters, orders: number, total: number): SpendPosterior {
  return { p: shop.p, q: shop.q + shop.p * orders, gamma: shop.gamma + Math.max(0, total) }
}

/** E[Z | z̄, x] = p (gamma + x z̄) / (p x + q - 1) (Fader and Hardie 2013, equation 5), in the shop's unit of money. */
export function expectedOrderValue(shop: SpendParameters, orders: number, total: number): number {
  const { p, q, gamma } = spendPosterior(shop, orders, total)
  return (p * gamma) / (q - 1)
}

/** A prior for shops with few repeaters: the published law, scaled to the shop's own mean order. */
export function publishedSpendPrior(typicalOrder: number, spread: number): Objective {
  const scale = typicalOrder > 0 ? typicalOrder : 1
  const { p, q } = published
  return normalPrior([Math.log(p), Math.log(q - 1), Math.log((scale * (q - 1)) / p)], spread)
}

function toParameters(point: Float64Array): SpendParameters {
  const [p = 1, above = 1, gamma = 1] = Array.from(point, Math.exp)
  return { p, q: 1 + above, gamma }
}

/** Σ ln Γ(px + q) - ln Γ(px) - ln Γ(q) + q ln gamma + px ln(x z̄) - ln z̄ - (px + q) ln(gamma + x z̄), negated mean. */
function target(groups: SpendGroup[], repeaters: number, penalty?: Objective): Objective {
  const perCustomer = 1 / Math.max(1, repeaters)
  const prior = new Float64Array(3)
  return (point, gradient) => {
    if (point.some((log) => !(log > -FAR_OUT && log < 2 * FAR_OUT)) || (point[0] as number) > 7) return Infinity
    const { p, q, gamma } = toParameters(point)
    const [logGammaQ, digammaQ, logScale] = [logGamma(q), digamma(q), Math.log(gamma)]
    let [sum, byP, byQ, byGamma] = [0, 0, 0, 0]
    for (const { orders, totals, logTotals, logMeans } of groups) {
      const shape = p * orders
      const count = totals.length
      const digammaBoth = digamma(shape + q)
      let logs = 0
      let inverses = 0
      for (const total of totals) {
        logs += Math.log(gamma + total)
        inverses += 1 / (gamma + total)
      }
      sum += count * (logGamma(shape + q) - logGamma(shape) - logGammaQ + q * logScale)
      sum += shape * logTotals - logMeans - (shape + q) * logs
      byP += orders * (count * (digammaBoth - digamma(shape)) + logTotals - logs)
      byQ += count * (digammaBoth - digammaQ + logScale) - logs
      byGamma += (count * q) / gamma - (shape + q) * inverses
    }
    const penalised = penalty ? penalty(point, prior) : 0
    gradient[0] = ((prior[0] as number) - byP * p) * perCustomer
    gradient[1] = ((prior[1] as number) - byQ * (q - 1)) * perCustomer
    gradient[2] = ((prior[2] as number) - byGamma * gamma) * perCustomer
    const mean = (penalised - sum) * perCustomer
    return Number.isNaN(mean) ? Infinity : mean
  }
}

function groupsOf({ size, valuedOrders, repeatValue }: Histories): SpendGroup[] {
  const byOrders = new Map<number, number[]>()
  for (let i = 0; i < size; i += 1) {
    const orders = valuedOrders[i] as number
    const total = repeatValue[i] as number
    if (!(orders > 0 && total > 0)) continue
    const known = byOrders.get(orders)
    if (known) known.push(total)
    else byOrders.set(orders, [total])
  }
  return [...byOrders].map(([orders, totals]) => ({
    orders,
    totals: Float64Array.from(totals),
    logTotals: totals.reduce((sum, total) => sum + Math.log(total), 0),
    logMeans: totals.reduce((sum, total) => sum + Math.log(total / orders), 0),
  }))
}
