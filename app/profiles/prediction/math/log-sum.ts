/** ln(1 + e^d) without overflow. */
export function softplus(d: number): number {
  return d > 0 ? d + Math.log1p(Math.exp(-d)) : Math.log1p(Math.exp(d))
}

/** 1 / (1 + e^-d) without overflow. */
export function logistic(d: number): number {
  return d > 0 ? 1 / (1 + Math.exp(-d)) : 1 - 1 / (1 + Math.exp(d))
}
