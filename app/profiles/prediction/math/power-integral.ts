import { gaussLegendre } from './gauss-legendre.ts'

const [few, some, many] = [gaussLegendre(10), gaussLegendre(16), gaussLegendre(24)]
const NEGLIGIBLE = 38

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
 * integrand is analytic in a strip of half width π and falls at least at the rate it has at the start, so 24 points
 * (fewer where it falls little) after cutting what is below e^-38 leave a relative error below 1e-9.
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
  const nearer = Math.min(alpha, beta)
  const start = nearer + from
  const rate = (p * start) / (alpha + from) + (q * start) / (beta + from) - 1
  const whole = Math.log((nearer + to) / start)
  const length = rate > 0 ? Math.min(whole, NEGLIGIBLE / rate) : whole
  const fall = Math.max(0, rate) * length
  const { nodes, weights } = fall < 3 && length < 1 ? few : fall < 10 && length < 2 ? some : many
  const peak = p * Math.log(alpha + from) + q * Math.log(beta + from)
  const step = alpha < beta ? beta - alpha : alpha - beta
  let sum = 0
  let logNear = 0
  let logFar = 0
  let inverseNear = 0
  let inverseFar = 0
  const [powerNear, powerFar] = alpha < beta ? [p, q] : [q, p]
  const logStart = Math.log(start)
  for (let index = 0; index < nodes.length; index += 1) {
    const u = logStart + length * (nodes[index] as number)
    const near = Math.exp(u)
    const far = near + step
    const logOfFar = Math.log(far)
    const value = (weights[index] as number) * near * Math.exp(peak - powerNear * u - powerFar * logOfFar)
    sum += value
    logNear += value * u
    logFar += value * logOfFar
    inverseNear += value / near
    inverseFar += value / far
  }
  const alphaIsNear = alpha < beta
  out.log = Math.log(sum * length) - peak
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
