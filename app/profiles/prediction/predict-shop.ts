import { DAYS_A_WEEK, historyAt, type Histories } from './histories.ts'
import { expectedOrderValue, spendPosterior } from './models/gamma-gamma.ts'
import { waitingRange } from './next-order.ts'
import { keptShare, type Horizons, type ShopLaws } from './predict.ts'
import { intervalLevels } from './spend-interval.ts'
import { spendQuantiles } from './spend-quantiles.ts'
import { gatherTerms } from './total-spend.ts'

const figures = [
  'probabilityAlive',
  'within30',
  'within90',
  'within365',
  'expectedOrders',
  'averageOrderValue',
  'lifetimeValue',
  'lifetimeLow',
  'lifetimeHigh',
  'churnProbability',
  'nextFromDays',
  'nextMedianDays',
  'nextToDays',
] as const

/**
 * Predictions of a whole shop, customer i at index i; the meanings are those of Prediction. The days of the next order
 * are infinite where none is expected.
 */
export type ShopPredictions = Record<(typeof figures)[number], Float64Array>

const COVERAGE = 0.8

/**
 * predictBuyer for every customer of a shop. What follows from x and T alone is worked out once for all who share them,
 * so that a customer costs little more than her P(alive).
 */
export function predictShop(shop: ShopLaws, histories: Histories, horizons: Horizons): ShopPredictions {
  const out = Object.fromEntries(figures.map((figure) => [figure, new Float64Array(histories.size)])) as ShopPredictions
  const { order, keys } = byFrequencyAndAge(histories)
  let future: Future | undefined
  let key = -1
  for (const index of order) {
    if (future === undefined || keys[index] !== key) {
      future = futureOf(shop, histories, index, horizons)
      key = keys[index] as number
    }
    write(out, index, shop, histories, future)
  }
  return out
}

type Future = ReturnType<typeof futureOf>

function futureOf(shop: ShopLaws, histories: Histories, index: number, horizons: Horizons) {
  const { frequency, age } = historyAt(histories, index)
  const outlook = shop.law.whileAlive(frequency, age)
  const weeks = horizons.value / DAYS_A_WEEK
  const counts = outlook.orderCounts(weeks)
  const ever = outlook.within(Infinity)
  const terms = gatherTerms(counts)
  const { p, q } = spendPosterior(shop.spend, histories.valuedOrders[index] as number, 0)
  return {
    within30: outlook.within(30 / DAYS_A_WEEK),
    within90: outlook.within(90 / DAYS_A_WEEK),
    within365: outlook.within(365 / DAYS_A_WEEK),
    withinChurn: outlook.within(horizons.churn / DAYS_A_WEEK),
    expectedOrders: outlook.expectedOrders(weeks),
    kept: keptShare(outlook, weeks, horizons.discount ?? 0),
    none: counts[0] ?? 1,
    quantile: terms.length > 0 ? spendQuantiles(terms, { p, q }) : () => 0,
    ever,
    waiting: ever > 0.5 ? waitingRange(outlook) : undefined,
  }
}

function write(out: ShopPredictions, i: number, { law, spend }: ShopLaws, histories: Histories, future: Future): void {
  const alive = law.probabilityAlive(historyAt(histories, i))
  const orders = histories.valuedOrders[i] as number
  const total = histories.repeatValue[i] as number
  const value = expectedOrderValue(spend, orders, total)
  const expected = alive * future.expectedOrders
  const levels = intervalLevels(1 - alive + alive * future.none, COVERAGE)
  const money = (level: number): number =>
    level === 0 ? 0 : future.kept * (spend.gamma + Math.max(0, total)) * future.quantile((level - 1 + alive) / alive)
  const waiting = alive * future.ever > 0.5 ? future.waiting : undefined
  out.probabilityAlive[i] = alive
  out.within30[i] = alive * future.within30
  out.within90[i] = alive * future.within90
  out.within365[i] = alive * future.within365
  out.expectedOrders[i] = expected
  out.averageOrderValue[i] = value
  out.lifetimeValue[i] = expected * future.kept * value
  out.lifetimeLow[i] = money(levels.low)
  out.lifetimeHigh[i] = money(levels.high)
  out.churnProbability[i] = 1 - alive * future.withinChurn
  out.nextFromDays[i] = waiting?.fromDays ?? Infinity
  out.nextMedianDays[i] = waiting?.medianDays ?? Infinity
  out.nextToDays[i] = waiting?.toDays ?? Infinity
}

/** The customers' indices in an order in which those with the same x, valued orders and T stand together. */
function byFrequencyAndAge({ size, frequency, valuedOrders, ageDays }: Histories): {
  order: Uint32Array
  keys: Float64Array
} {
  const days = ageDays.reduce((most, age) => Math.max(most, age), 0) + 1
  const valued = valuedOrders.reduce((most, orders) => Math.max(most, orders), 0) + 1
  const keys = new Float64Array(size)
  for (let i = 0; i < size; i += 1)
    keys[i] = ((frequency[i] as number) * valued + (valuedOrders[i] as number)) * days + (ageDays[i] as number)
  return {
    order: Uint32Array.from(keys, (_, i) => i).sort((one, other) => (keys[one] as number) - (keys[other] as number)),
    keys,
  }
}
