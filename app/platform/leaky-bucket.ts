/** Who waits for the answer: somebody before a screen, or a job that nobody looks at. */
export type Priority = 'person' | 'background'

/** A bucket at this moment, in points; it refills by `restoreRate` points a second. */
export type Level = { available: number; maximum: number; restoreRate: number }

/** What Shopify grants most shops; the first answer tells the truth about this one. */
export const USUAL: Level = { available: 2000, maximum: 2000, restoreRate: 100 }

/** The share of the bucket that a request must leave: a job leaves a quarter to people. */
export const LEAVES: Record<Priority, number> = { person: 0, background: 0.25 }

/**
 * A request that reaches Shopify sooner than the one before it finds a bucket that has refilled for less long than ours.
 * What it refills in so many seconds stays untouched, so that such a request is not throttled.
 */
export const SLACK_SECONDS = 0.5

/** Milliseconds until the bucket holds what a request of this cost asks for; 0 where it does already. */
export function millisecondsUntil(cost: number, priority: Priority, level: Level): number {
  const { available, maximum, restoreRate } = level
  const left = Math.max(maximum * LEAVES[priority], restoreRate * SLACK_SECONDS)
  const needed = Math.min(maximum, cost + left)
  return available >= needed ? 0 : Math.ceil(((needed - available) / restoreRate) * 1000)
}
