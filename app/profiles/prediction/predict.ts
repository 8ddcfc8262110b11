import { DAYS_A_WEEK, historyAt, type Histories, type History } from './histories.ts'
import { expectedOrderValue, spendPosterior, type SpendParameters } from './models/gamma-gamma.ts'
import type { Law, Outlook } from './models/model.ts'
import { nextOrder, type NextOrder } from './next-order.ts'
import { orderCounts } from './law.ts'
import { spendInterval, type Interval } from './spend-interval.ts'

/** What one asks for, in days from the cut. */
export type Horizons = {
  /** For customer lifetime value and the expected number of orders. */
  value: number
  /** Days without an order that mean a customer has left (churnHorizonDays). */
  churn: number
  /** Interest a year by which later money counts less, 0.1 for 10 %; 0 by default. */
  discount?: number
}

/** Money is in the shop's unit of money, as it came in. */
export type Prediction = {
  probabilityAlive: number
  within30: number
  within90: number
  within365: number
  expectedOrders: number
  nextOrder: NextOrder
  averageOrderValue: number
  lifetimeValue: number
  /** Holds what she really spends in the value horizon with probability .8. */
  lifetimeInterval: Interval
  churnProbability: number
}

/** A customer's history with the money of her repeat orders. */
export type Buyer = History & { valuedOrders: number; repeatValue: number }

/** How a shop's customers order and spend, fitted or read back. */
export type ShopLaws = { law: Law; spend: SpendParameters }

/** Everything that the shop's model says of one customer. */
export function predictBuyer(shop: ShopLaws, buyer: Buyer, horizons: Horizons): Prediction {
  const { law } = shop
  const alive = law.probabilityAlive(buyer)
  const outlook = law.whileAlive(buyer.frequency, buyer.age)
  const weeks = horizons.value / DAYS_A_WEEK
  const within = (days: number) => alive * outlook.within(days / DAYS_A_WEEK)
  const expectedOrders = alive * outlook.expectedOrders(weeks)
  const averageOrderValue = expectedOrderValue(shop.spend, buyer.valuedOrders, buyer.repeatValue)
  const kept = keptShare(outlook, weeks, horizons.discount ?? 0)
  const spend = spendPosterior(shop.spend, buyer.valuedOrders, buyer.repeatValue)
  const { low, high } = spendInterval(orderCounts(law, buyer, weeks), spend)
  return {
    probabilityAlive: alive,
    within30: within(30),
    within90: within(90),
    within365: within(365),
    expectedOrders,
    nextOrder: nextOrder(law, buyer),
    averageOrderValue,
    lifetimeValue: expectedOrders * kept * averageOrderValue,
    lifetimeInterval: { low: low * kept, high: high * kept },
    churnProbability: 1 - within(horizons.churn),
  }
}

/** Customer `index` of a shop, in weeks. */
export function buyerAt(histories: Histories, index: number): Buyer {
  return {
    ...historyAt(histories, index),
    valuedOrders: histories.valuedOrders[index] ?? 0,
    repeatValue: histories.repeatValue[index] ?? 0,
  }
}

const PERIODS = 12

/**
 * The share of the horizon's money that is left after discounting: expected orders of each of twelve equal periods
 * count at the period's middle, (1 + rate)^-(years).
 */
export function keptShare(outlook: Outlook, weeks: number, yearly: number): number {
  const expected = outlook.expectedOrders(weeks)
  if (yearly === 0 || !(expected > 0)) return 1
  let worth = 0
  let before = 0
  for (let period = 1; period <= PERIODS; period += 1) {
    const until = outlook.expectedOrders((weeks * period) / PERIODS)
    const years = (weeks * DAYS_A_WEEK * (period - 0.5)) / PERIODS / 365
    worth += (until - before) * (1 + yearly) ** -years
    before = until
  }
  return worth / expected
}
