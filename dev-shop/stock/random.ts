/** A stream of pseudo-random numbers that is the same for the same seeds, on every machine. */
export type Random = {
  /** A number in [0, 1). */
  unit(): number
  /** A whole number in [0, below). */
  below(below: number): number
  chance(probability: number): boolean
  pick<T>(choices: readonly T[]): T
  /** An index, likelier where its weight is greater. Weights need not sum to one. */
  weighted(weights: readonly number[]): number
  /** Standard normal. */
  normal(): number
  /** Gamma with the given shape and mean. */
  gamma(shape: number, mean: number): number
  /** Exponential with the given mean. */
  exponential(mean: number): number
}

/** mulberry32, seeded by any mix of numbers and texts. */
export function randomFrom(...seeds: (number | string)[]): Random {
  let state = hash(seeds.join('/'))
  const unit = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number) => Math.floor(unit() * limit)
  const normal = () => Math.sqrt(-2 * Math.log(1 - unit())) * Math.cos(2 * Math.PI * unit())
  return {
    unit,
    below,
    normal,
    chance: (probability) => unit() < probability,
    pick: (choices) => {
      const choice = choices[below(choices.length)]
      if (choice === undefined) throw new Error('nothing to pick from')
      return choice
    },
    weighted: (weights) => {
      let left = unit() * weights.reduce((sum, weight) => sum + weight, 0)
      const index = weights.findIndex((weight) => (left -= weight) < 0)
      return index === -1 ? weights.length - 1 : index
    },
    gamma: (shape, mean) => (standardGamma(shape, unit, normal) * mean) / shape,
    exponential: (mean) => -Math.log(1 - unit()) * mean,
  }
}

/** FNV-1a, 32 bits. */
export function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  return (value ^ (value >>> 13)) >>> 0
}

/** Marsaglia and Tsang, 2000. */
function standardGamma(shape: number, unit: () => number, normal: () => number): number {
  if (shape < 1) return standardGamma(shape + 1, unit, normal) * Math.pow(1 - unit(), 1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal()
    const v = Math.pow(1 + c * x, 3)
    if (v > 0 && Math.log(1 - unit()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v
  }
}
