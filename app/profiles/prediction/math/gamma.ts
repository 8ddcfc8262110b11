const HALF_LOG_TWO_PI = 0.9189385332046728

/**
 * ln Γ(x) for x > 0, absolute error below 1e-13 up to 100 and relative error below 1e-14 beyond.
 * Recurrence up to 10, then Stirling's series (Abramowitz and Stegun 6.1.41).
 */
export function logGamma(x: number): number {
  let product = 1
  let shifted = x
  for (; shifted < 10; shifted += 1) product *= shifted
  const inverse = 1 / shifted
  const square = inverse * inverse
  const series =
    inverse *
    (1 / 12 -
      square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - (square * 691) / 360360)))))
  return (shifted - 0.5) * Math.log(shifted) - shifted + HALF_LOG_TWO_PI + series - Math.log(product)
}

/** ψ(x) = d/dx ln Γ(x) for x > 0 (Abramowitz and Stegun 6.3.5 and 6.3.18), absolute error below 1e-13 for x > 0.01. */
export function digamma(x: number): number {
  let sum = 0
  let shifted = x
  for (; shifted < 10; shifted += 1) sum -= 1 / shifted
  const square = 1 / (shifted * shifted)
  const series =
    square *
    (1 / 12 -
      square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - (square * 691) / 32760)))))
  return sum + Math.log(shifted) - 0.5 / shifted - series
}
