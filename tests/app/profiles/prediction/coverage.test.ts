import { expect, test } from 'vitest'
import { prediction } from '../../../../app/profiles/index.ts'
import { SHOP_SPEND, simulateShop, type Recipe } from './simulated-shop.ts'

const CUT = 540
const AFTER = 270
const recipes: Pick<Recipe, 'model' | 'parameters'>[] = [
  { model: 'bgNbd', parameters: [0.9, 6, 0.6, 3] },
  { model: 'mbgNbd', parameters: [1.1, 6, 0.6, 3] },
  { model: 'paretoNbd', parameters: [0.9, 6, 0.5, 20] },
]

test.each(recipes)(
  'money intervals of $model hold what customers really spend 80 times in 100, give or take 4',
  (recipe) => {
    const { past, shop, future } = simulated(recipe)
    const predicted = prediction.predictShop(shop, past.histories, { value: AFTER, churn: 90 })
    let [customers, inside] = [0, 0]
    past.customers.forEach((customer, i) => {
      const none = 1 - prediction.probabilityWithin(shop.law, prediction.historyAt(past.histories, i), AFTER / 7)
      // A chance of no order above .8 makes any honest interval cover more.
      if (none > 0.8) return
      const spent = (future.get(customer) ?? []).reduce(
        (sum, { day, value }) => sum + (day <= CUT + AFTER ? value : 0),
        0,
      )
      customers += 1
      inside += Number((predicted.lifetimeLow[i] ?? 0) <= spent && spent <= (predicted.lifetimeHigh[i] ?? 0))
    })
    expect(customers).toBeGreaterThan(1000)
    expect(Math.abs(inside / customers - 0.8)).toBeLessThan(0.04)
  },
)

test.each(recipes)('date ranges of $model hold the next order of those who return as often as they say', (recipe) => {
  const { past, shop, future } = simulated(recipe, 20_000)
  for (const coverage of [0.5, 0.8]) {
    let [customers, inside] = [0, 0]
    past.customers.forEach((customer, i) => {
      const range = prediction.nextOrder(shop.law, prediction.historyAt(past.histories, i), coverage)
      const first = future.get(customer)?.[0]
      if (range.outcome === 'none-expected' || first === undefined) return
      const waited = first.day - CUT
      customers += 1
      // An order of today, 0.3 days from now, is written down as one of tomorrow morning.
      inside += Number(range.fromDays <= waited && waited <= range.toDays + 1)
    })
    expect(customers).toBeGreaterThan(500)
    expect(Math.abs(inside / customers - coverage)).toBeLessThan(0.04)
  }
})

test('a whole shop and a single customer are told the same, money within 3 %', () => {
  const { past, shop } = simulated({ model: 'bgNbd', parameters: [0.9, 6, 0.6, 3] })
  const horizons = { value: AFTER, churn: 90, discount: 0.1 }
  const whole = prediction.predictShop(shop, past.histories, horizons)
  for (let i = 0; i < past.histories.size; i += 10) {
    const one = prediction.predictBuyer(shop, prediction.buyerAt(past.histories, i), horizons)
    expect(whole.lifetimeValue[i]).toBeCloseTo(one.lifetimeValue, 8)
    expect(whole.churnProbability[i]).toBeCloseTo(one.churnProbability, 10)
    const { low, high } = one.lifetimeInterval
    expect(Math.abs((whole.lifetimeLow[i] ?? 0) - low)).toBeLessThanOrEqual(0.03 * low)
    expect(Math.abs((whole.lifetimeHigh[i] ?? 0) - high)).toBeLessThanOrEqual(0.03 * high)
  }
})

function simulated(recipe: Pick<Recipe, 'model' | 'parameters'>, futureDays = AFTER) {
  const whole = { ...recipe, spend: SHOP_SPEND, customers: 4000, joinDays: 300, days: CUT, futureDays, seed: 21 }
  const days = prediction.buyingDays(simulateShop(whole))
  const past = prediction.calibrate(days, CUT)
  const wanted = {
    bgNbd: prediction.bgNbd,
    mbgNbd: prediction.mbgNbd,
    paretoNbd: prediction.paretoNbd,
    nbd: prediction.nbd,
  }
  const shop = prediction.fitShop(past.histories, past.typicalOrder, wanted[recipe.model])
  const future = new Map([...days].map(([customer, own]) => [customer, own.filter(({ day }) => day > CUT)]))
  return { past, shop, future }
}
