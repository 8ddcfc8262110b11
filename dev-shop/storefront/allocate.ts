/**
 * Splits `total` minor units over `weights` in proportion, to the last unit: what rounding leaves over goes to the
 * largest remainders, the earlier line first. The parts sum to `total` and none exceeds its weight while total does not
 * exceed the sum of weights.
 * @param total whole, not negative
 * @param weights whole, not negative; where all are zero everything is zero
 */
export function allocate(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n)
  if (sum === 0n) return weights.map(() => 0)
  const shares = weights.map((weight, index) => {
    const exact = BigInt(total) * BigInt(weight)
    return { index, part: Number(exact / sum), remainder: exact % sum }
  })
  const left = total - shares.reduce((all, { part }) => all + part, 0)
  const byRemainder = [...shares].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  )
  for (const share of byRemainder.slice(0, left)) share.part += 1
  return shares.map(({ part }) => part)
}
