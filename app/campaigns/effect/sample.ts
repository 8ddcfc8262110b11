/** What some people did, one number each, most of them nothing. Sums are of the number and of its powers. */
export type Sums = { size: number; sum: number; squares: number; cubes: number; active: number }

/** The same as moments: the variance with n − 1, the skewness without a unit; `active` did anything at all. */
export type Sample = { size: number; active: number; mean: number; variance: number; skewness: number }

/** The moments that sums of powers come to. */
export function sampleOf({ size, sum, squares, cubes, active }: Sums): Sample {
  if (size < 2) return { size, active, mean: size === 0 ? 0 : sum, variance: 0, skewness: 0 }
  const mean = sum / size
  const spread = Math.max(0, squares / size - mean ** 2)
  const third = cubes / size - (3 * mean * squares) / size + 2 * mean ** 3
  const skewness = spread === 0 ? 0 : third / spread ** 1.5
  return { size, active, mean, variance: (spread * size) / (size - 1), skewness }
}
