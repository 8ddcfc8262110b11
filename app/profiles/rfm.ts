import type { RfmGroup } from '../kernel/index.ts'

/** The groups that a merchant calls regulars. */
export const regulars: readonly RfmGroup[] = ['CHAMPIONS', 'LOYAL']
/** The groups that once bought well and are leaving. */
export const leaving: readonly RfmGroup[] = ['NEEDS_ATTENTION', 'AT_RISK', 'PREVIOUSLY_LOYAL', 'ALMOST_LOST']

/**
 * The group of a customer with recency, frequency and monetary scores from 1 (lowest fifth of the shop) to 5.
 *
 * As at Shopify, frequency and monetary value count as their mean FM = (F + M) / 2, here rounded half up. Shopify
 * publishes the words for each group (CustomerRfmGroup), which leave one reading of the grid:
 *
 *     R      FM 1       FM 2             FM 3             FM 4       FM 5
 *     5      NEW        ACTIVE           ACTIVE           CHAMPIONS  CHAMPIONS
 *     4      PROMISING  ACTIVE           ACTIVE           LOYAL      LOYAL
 *     3      ALMOST_LOST ALMOST_LOST     NEEDS_ATTENTION  LOYAL      LOYAL
 *     1, 2   DORMANT    DORMANT          AT_RISK          AT_RISK    PREVIOUSLY_LOYAL
 *
 * Who never ordered is a PROSPECT, which scores cannot express.
 */
export function rfmGroup(recency: number, frequency: number, monetary: number): RfmGroup {
  const value = Math.round((frequency + monetary) / 2)
  if (recency <= 2) return value === 5 ? 'PREVIOUSLY_LOYAL' : value >= 3 ? 'AT_RISK' : 'DORMANT'
  if (value >= 4) return recency === 5 ? 'CHAMPIONS' : 'LOYAL'
  if (recency === 3) return value === 3 ? 'NEEDS_ATTENTION' : 'ALMOST_LOST'
  if (value >= 2) return 'ACTIVE'
  return recency === 5 ? 'NEW' : 'PROMISING'
}

const scores = [1, 2, 3, 4, 5]

/** rfmGroup as a table, for SQL: the group of scores r, f, m stands at 25 (r - 1) + 5 (f - 1) + m, counted from 1. */
export const rfmGroupTable: readonly RfmGroup[] = scores.flatMap((recency) =>
  scores.flatMap((frequency) => scores.map((monetary) => rfmGroup(recency, frequency, monetary))),
)

/** Below this number of buyers, fifths of the shop would be noise, so fixed borders take their place. */
export const FEW_BUYERS = 50

/** Borders of a shop with few buyers: days since the last order, numbers of orders, multiples of the mean order. */
export const fewBuyersCuts = { recency: [30, 90, 180, 365], frequency: [1, 2, 3, 5], monetary: [0.5, 1, 2, 4] }
