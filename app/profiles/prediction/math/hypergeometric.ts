/**
 * Gauss's 2F1(a, b; c; z) by its series, for 0 <= z < 1 and c > a + b - 1 or so, where it converges fast: apply Euler's
 * transformation first where a and b are large (Abramowitz and Stegun 15.1.1, 15.3.3).
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1
  let sum = 1
  for (let n = 0; n < 20_000; n += 1) {
    term *= (((a + n) * (b + n)) / ((c + n) * (1 + n))) * z
    sum += term
    if (Math.abs(term) <= 1e-15 * Math.abs(sum)) break
  }
  return sum
}
