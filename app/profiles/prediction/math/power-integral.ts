import { gaussLegendre } from './gauss-legendre.ts'

const [few, some, many] = [gaussLegendre(10), gaussLegendre(16), gaussLegendre(24)]
const NEGLIGIBLE = 38
const LONGEST_PANEL = 6

/** Of one integral: its logarithm, and the means under its integrand that are its derivatives. */
export type PowerIntegral = {
  log: number
  logAlpha: number
  logBeta: number
  inverseAlpha: number
  inverseBeta: number
}

/**
 * ln ∫ (α + y)^-p (β + y)^-q dy for y from `from` to `to` (which may be infinite if p + q > 1), with the means of
 * ln(α + y), ln(β + y), 1/(α + y) and 1/(β + y) under the integrand.
 *
 * This is the difference of two 2F1 in the Pareto/NBD papers, without their cancellation. In u = ln(min(α, β) + y) the
 * integrand is analytic in a strip of half width π and, where it falls, falls ever faster. So one panel of 24 points
 * (fewer where it falls little) that ends where e^-38 is left gives a relative error below 1e-9; long ways take several.
 */
export function powerIntegral(
  alpha: number,
  p: number,
  beta: number,
  q: number,
  from: number,
  to: number,
  out: PowerIntegral,
): PowerIntegral {
  const alphaIsNear = alpha < beta
  const nearer = Math.min(alpha, beta)
  const step = Math.abs(beta - alpha)
  const [powerNear, powerFar] = alphaIsNear ? [p, q] : [q, p]
  const peak = p * Math.log(alpha + from) + q * Math.log(beta + from)
  let at = Math.log(nearer + from)
  const end = Math.log(nearer + to)
  let [sum, logNear, logFar, inverseNear, inverseFar] = [0, 0, 0, 0, 0]
  for (let panel = 0; at < end && panel < 500; panel += 1) {
    const near = Math.exp(at)
    const rate = powerNear + (powerFar * near) / (near + step) - 1
    const length = Math.min(end - at, LONGEST_PANEL, rate > 0 ? NEGLIGIBLE / rate : Infinity)
    const fall = Math.max(0, rate) * length
    const { nodes, weights } = fall < 3 && length < 1 ? few : fall < 10 && length < 2 ? some : many
    const before = sum
    for (let index = 0; index < nodes.length; index += 1) {
      const u = at + length * (nodes[index] as number)
      const near = Math.exp(u)
      const far = near + step
      const logOfFar = Math.log(far)
      const value = length * (weights[index] as number) * near * Math.exp(peak - powerNear * u - powerFar * logOfFar)
      sum += value
      logNear += value * u
      logFar += value * logOfFar
      inverseNear += value / near
      inverseFar += value / far
    }
    if (fall >= NEGLIGIBLE || sum - before < 1e-12 * sum) break
    at += length
  }
  out.log = Math.log(sum) - peak
  out.logAlpha = (alphaIsNear ? logNear : logFar) / sum
  out.logBeta = (alphaIsNear ? logFar : logNear) / sum
  out.inverseAlpha = (alphaIsNear ? inverseNear : inverseFar) / sum
  out.inverseBeta = (alphaIsNear ? inverseFar : inverseNear) / sum
  return out
}

/** An empty place for powerIntegral to write to: one for a million customers instead of a million. */
export function emptyPowerIntegral(): PowerIntegral {
  return { log: 0, logAlpha: 0, logBeta: 0, inverseAlpha: 0, inverseBeta: 0 }
}
