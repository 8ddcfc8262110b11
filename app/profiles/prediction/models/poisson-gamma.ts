import { logGamma } from '../math/gamma.ts'

const MOST_ORDERS = 20_000

/**
 * P(N(t) = n), n = 0, 1, …, of Poisson orders whose rate is Gamma(shape, rate)-distributed: the negative binomial.
 * Goes on until what is left is below 1e-8; in logarithms, so that a wholesaler's thousands of orders do not underflow.
 */
export function* negativeBinomial(shape: number, rate: number, weeks: number): Generator<number> {
  const success = weeks / (rate + weeks)
  const logSuccess = Math.log(success)
  let log = -shape * Math.log1p(weeks / rate)
  let sum = 0
  for (let n = 0; n < MOST_ORDERS; n += 1) {
    const value = Math.exp(log)
    sum += value
    yield value
    if (1 - sum < 1e-8 || success === 0) return
    log += Math.log((shape + n) / (n + 1)) + logSuccess
  }
}

/** ln B(a, b + n) / B(a, b): the chance to survive n times a chance of death that is Beta(a, b)-distributed. */
export function logSurvival(a: number, b: number, n: number): number {
  return logGamma(a + b) - logGamma(b) + logGamma(b + n) - logGamma(a + b + n)
}

/** P(order within `weeks` of Poisson orders of a Gamma(shape, rate) rate) = 1 - (rate / (rate + weeks))^shape. */
export function arrivalWithin(shape: number, rate: number, weeks: number): number {
  return weeks === Infinity ? 1 : -Math.expm1(-shape * Math.log1p(weeks / rate))
}

/** The inverse of arrivalWithin in `weeks`. */
export function arrivalTime(shape: number, rate: number, probability: number): number {
  return probability >= 1 ? Infinity : rate * Math.expm1(-Math.log1p(-probability) / shape)
}
