/** How many orders the shop's habits weigh against a customer's own. */
export const HABIT_ORDERS = 2
/** What part of an order a question about a product type weighs. */
export const QUESTION_ORDERS = 0.5

/** What speaks for one liking, and the customer's totals it is seen against. Money in minor units. */
export type LikingEvidence = {
  orders: number
  spentMinor: number
  questions: number
  ofOrders: number
  ofSpentMinor: number
  ofQuestions: number
}

/** The shares of this product type in all that the shop's customers keep, between 0 and 1. */
export type ShopHabit = { orderShare: number; moneyShare: number }

/**
 * How much a customer likes a product type, between 0 and 1: the mean of her share of orders and her share of money,
 * each shrunk towards the shop's habit as if she had placed HABIT_ORDERS more orders like everyone else's. A question
 * counts as QUESTION_ORDERS orders. Recency does not weigh: on real orders, decay hurt thin histories.
 *
 *     orders = (orders + q·questions + h·orderShare) / (ofOrders + q·ofQuestions + h)
 *     money  = (ofOrders·spent/ofSpent + h·moneyShare) / (ofOrders + h)
 */
export function preferenceScore(own: LikingEvidence, habit: ShopHabit): number {
  const ownOrders = own.orders + QUESTION_ORDERS * own.questions
  const allOrders = own.ofOrders + QUESTION_ORDERS * own.ofQuestions
  const byOrders = (ownOrders + HABIT_ORDERS * habit.orderShare) / (allOrders + HABIT_ORDERS)
  const ownShare = own.ofSpentMinor > 0 ? own.spentMinor / own.ofSpentMinor : 0
  const byMoney = (own.ofOrders * ownShare + HABIT_ORDERS * habit.moneyShare) / (own.ofOrders + HABIT_ORDERS)
  return (byOrders + byMoney) / 2
}
