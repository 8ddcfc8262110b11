/** How many orders the shop's habits weigh against a customer's own. */
export const HABIT_ORDERS = 2
/** What part of an order a question weighs. */
export const QUESTION_ORDERS = 0.5
/** What part of an order a day weighs on which the customer looked at it in the shop. */
export const VIEW_ORDERS = 0.1
/** What her own word, or the merchant's, weighs in orders. */
export const SAID_ORDERS = 3

/** What speaks for one liking, and the customer's totals of that kind it is seen against. Money in minor units. */
export type LikingEvidence = {
  orders: number
  spentMinor: number
  questions: number
  views: number
  said: number
  ofOrders: number
  ofSpentMinor: number
  ofQuestions: number
  ofViews: number
  ofSaid: number
}

/** The shares of this value in all that the shop's customers keep, between 0 and 1. */
export type ShopHabit = { orderShare: number; moneyShare: number }

/**
 * How much a customer likes a value, between 0 and 1: the mean of her share of orders and her share of money, each
 * shrunk towards the shop's habit as if she had placed HABIT_ORDERS more orders like everyone else's. Interest counts
 * as a part of an order. Recency does not weigh: on real orders, decay hurt thin histories.
 *
 *     interest = q·questions + v·views + s·said
 *     orders   = (orders + interest + h·orderShare) / (ofOrders + ofInterest + h)
 *     money    = (ofOrders·spent/ofSpent + h·moneyShare) / (ofOrders + h)
 */
export function preferenceScore(own: LikingEvidence, habit: ShopHabit): number {
  const byOrders = mannerScore(own, habit)
  const ownShare = own.ofSpentMinor > 0 ? own.spentMinor / own.ofSpentMinor : 0
  const byMoney = (own.ofOrders * ownShare + HABIT_ORDERS * habit.moneyShare) / (own.ofOrders + HABIT_ORDERS)
  return (byOrders + byMoney) / 2
}

/** The half of preferenceScore that counts orders: for how she buys, a large order says no more than a small one. */
export function mannerScore(own: LikingEvidence, habit: ShopHabit): number {
  const interest = QUESTION_ORDERS * own.questions + VIEW_ORDERS * own.views + SAID_ORDERS * own.said
  const ofInterest = QUESTION_ORDERS * own.ofQuestions + VIEW_ORDERS * own.ofViews + SAID_ORDERS * own.ofSaid
  return (own.orders + interest + HABIT_ORDERS * habit.orderShare) / (own.ofOrders + ofInterest + HABIT_ORDERS)
}
