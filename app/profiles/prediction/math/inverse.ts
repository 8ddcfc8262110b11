/**
 * Solves share(x) = wanted for a rising share with share(0) <= wanted < share(∞): doubling from `scale`, then false
 * position of the Illinois kind. Relative accuracy 1e-6 in x or 1e-10 in the share.
 */
export function inverseOfRising(share: (x: number) => number, wanted: number, scale: number): number {
  let [low, below] = [0, share(0) - wanted]
  let [high, above] = [scale, share(scale) - wanted]
  for (let doubling = 0; above < 0 && doubling < 200; doubling += 1) {
    ;[low, below] = [high, above]
    high *= 2
    above = share(high) - wanted
  }
  for (let step = 0; step < 60 && high - low > 1e-6 * high; step += 1) {
    const middle = above > below ? high - (above * (high - low)) / (above - below) : (low + high) / 2
    const at = share(middle) - wanted
    if (Math.abs(at) < 1e-10) return middle
    if (at > 0) {
      ;[high, above] = [middle, at]
      below /= 2
    } else {
      ;[low, below] = [middle, at]
      above /= 2
    }
  }
  return (low + high) / 2
}
