const FIRST = 500
const LONGEST = 30_000

/**
 * Milliseconds to wait before trying again: half a second, doubled with every attempt, at most half a minute, of which
 * chance takes up to the half away, so that those who failed together do not return together. Where Shopify says how
 * long (Retry-After, in seconds), never sooner than that.
 * @param attempt 0 for the first
 * @param chance from 0 to 1
 */
export function pauseAfter(attempt: number, chance: number, retryAfter: string | null): number {
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter)
  if (Number.isFinite(seconds)) return Math.ceil(seconds * 1000 + chance * FIRST)
  return Math.ceil(Math.min(LONGEST, FIRST * 2 ** attempt) * (1 - chance / 2))
}
