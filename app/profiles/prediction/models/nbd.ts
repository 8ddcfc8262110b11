import type { Cells } from '../cells.ts'
import { digamma, logGamma } from '../math/gamma.ts'
import type { Law, Model } from './model.ts'
import { arrivalTime, arrivalWithin, negativeBinomial } from './poisson-gamma.ts'

/**
 * NBD: Poisson orders with a Gamma(r, alpha) rate, nobody ever leaves (Ehrenberg 1959; Morrison and Schmittlein 1988).
 * It is what BG/NBD, MBG/NBD and Pareto/NBD become at the boundary where the chance to leave is zero.
 */
export const nbd: Model = {
  name: 'nbd',
  parameterNames: ['r', 'alpha'],
  starts: ({ r, alpha }) => [
    [r, alpha],
    [1, 10],
  ],
  logLikelihood,
  law,
}

/** Σ ln [ Γ(r + x) / Γ(r) · alpha^r / (alpha + T)^(r + x) ] */
function logLikelihood(cells: Cells, parameters: ArrayLike<number>, gradient: Float64Array): number {
  const [r = 1, alpha = 1] = Array.from(parameters)
  const logAlpha = Math.log(alpha)
  const logGammaR = logGamma(r)
  const digammaR = digamma(r)
  let sum = 0
  let byR = 0
  let byAlpha = 0
  for (const { frequency, customers, from, to } of cells.groups) {
    const shape = r + frequency
    sum += customers * (logGamma(shape) - logGammaR + r * logAlpha)
    byR += customers * (digamma(shape) - digammaR + logAlpha)
    byAlpha += (customers * r) / alpha
    for (let cell = from; cell < to; cell += 1) {
      const weight = cells.weight[cell] as number
      const exposure = alpha + (cells.age[cell] as number)
      const logExposure = Math.log(exposure)
      sum -= weight * shape * logExposure
      byR -= weight * logExposure
      byAlpha -= (weight * shape) / exposure
    }
  }
  gradient[0] = byR
  gradient[1] = byAlpha
  return sum
}

function law(parameters: ArrayLike<number>): Law {
  const [r = 1, alpha = 1] = Array.from(parameters)
  return {
    probabilityAlive: () => 1,
    whileAlive: (frequency, age) => {
      const [shape, rate] = [r + frequency, alpha + age]
      return {
        within: (weeks) => arrivalWithin(shape, rate, weeks),
        expectedOrders: (weeks) => (shape / rate) * weeks,
        orderCounts: (weeks) => [...negativeBinomial(shape, rate, weeks)],
        weeksUntil: (probability) => arrivalTime(shape, rate, probability),
      }
    },
  }
}
