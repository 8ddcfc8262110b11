import { DAYS_A_WEEK, type History } from './histories.ts'
import type { Law, Outlook } from './models/model.ts'

/** Days from the cut. */
export type NextOrder =
  { outcome: 'expected'; fromDays: number; medianDays: number; toDays: number } | { outcome: 'none-expected' }

/**
 * When the next order comes: the central range that holds it with probability `coverage`, given that one comes at all,
 * exact from the law. Half by default: waiting times are so skewed that a range of 80 % says nothing to a merchant.
 * Where the chance that she ever orders again is one half or less the time has no median, and none is expected.
 */
export function nextOrder(law: Law, history: History, coverage = 0.5): NextOrder {
  const outlook = law.whileAlive(history.frequency, history.age)
  const ever = law.probabilityAlive(history) * outlook.within(Infinity)
  return ever > 0.5 ? waitingRange(outlook, coverage) : { outcome: 'none-expected' }
}

/** The range of the waiting time of a customer who comes back; t_x does not matter to it. */
export function waitingRange(outlook: Outlook, coverage = 0.5): NextOrder & { outcome: 'expected' } {
  const ever = outlook.within(Infinity)
  const days = (share: number) => outlook.weeksUntil(ever * share) * DAYS_A_WEEK
  return {
    outcome: 'expected',
    fromDays: days((1 - coverage) / 2),
    medianDays: days(0.5),
    toDays: days((1 + coverage) / 2),
  }
}
