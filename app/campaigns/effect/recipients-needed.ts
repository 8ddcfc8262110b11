import type { Sample } from './sample.ts'

// The normal law's values for an interval of 98 % and for a chance of 80 % to see an effect that is there.
const LEVEL = 2.326348
const POWER = 0.841621

/**
 * About how many more people, in the same proportion of treated to held, until an effect as large as the one seen now would be
 * proven in four campaigns of five. Null where nothing speaks for an effect.
 * Source: J. Cohen, Statistical Power Analysis for the Behavioral Sciences, 2nd ed. 1988, ch. 2, with unequal variances
 * and sizes.
 */
export function recipientsNeeded(treated: Sample, held: Sample): number | null {
  const difference = treated.mean - held.mean
  if (difference === 0 || treated.size === 0 || held.size === 0) return null
  const people = treated.size + held.size
  const spread = (treated.variance * people) / treated.size + (held.variance * people) / held.size
  const wanted = ((LEVEL + POWER) ** 2 * spread) / difference ** 2
  return Math.max(0, Math.ceil(wanted - people))
}
