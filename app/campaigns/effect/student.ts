import { prediction } from '../../profiles/index.ts'

/**
 * The value that Student's t stays below with probability `share`.
 * Source: Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, 26.7.1 (t as an incomplete beta function).
 * @param share above 0 and below 1
 * @param degrees of freedom, above 0, not necessarily whole; beyond 10,000 they make no difference that one could see
 */
export function studentQuantile(share: number, degrees: number): number {
  if (share === 0.5) return 0
  if (share < 0.5) return -studentQuantile(1 - share, degrees)
  const seen = Math.min(degrees, 10_000)
  let [low, high] = [0, 1]
  while (studentShare(high, seen) < share) [low, high] = [high, high * 2]
  for (let step = 0; step < STEPS; step += 1) {
    const middle = (low + high) / 2
    if (studentShare(middle, seen) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** The probability that Student's t stays below `t`. */
export function studentShare(t: number, degrees: number): number {
  const beyond = prediction.incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2
  return t < 0 ? beyond : 1 - beyond
}

// Halvings: more than a double can hold.
const STEPS = 60
