import { expect, test } from 'vitest'
import { prediction } from '../../../../app/profiles/index.ts'
import { SHOP_SPEND, simulateShop } from './simulated-shop.ts'

type Purchase = prediction.Purchase

const ordinary = simulateShop({
  model: 'bgNbd',
  parameters: [0.9, 12, 0.8, 2.4],
  spend: SHOP_SPEND,
  customers: 200,
  joinDays: 200,
  days: 400,
  futureDays: 0,
  seed: 4,
})
const order = (customer: string, day: number, value: number | null): Purchase => ({ customer, day, value })
const many = (count: number, make: (i: number) => Purchase) => Array.from({ length: count }, (_, i) => make(i))

const shops: [string, Purchase[]][] = [
  ['nobody at all', []],
  ['one customer with one order today', [order('a', 400, 20)]],
  ['one customer with two orders', [order('a', 0, 20), order('a', 100, 30)]],
  ['300 customers who all bought on one day, today', many(300, (i) => order(String(i), 400, 20))],
  ['300 customers who all bought on one day, long ago', many(300, (i) => order(String(i), 0, 20))],
  ['a wholesaler with 10,000 orders among others', [...ordinary, ...many(10_000, (i) => order('w', i - 9600, 500))]],
  ['a wholesaler alone', many(10_000, (i) => order('w', i - 9600, 500))],
  ['orders of zero', ordinary.map((one) => ({ ...one, value: 0 }))],
  ['negative amounts only', ordinary.map((one) => ({ ...one, value: -5 }))],
  ['refunds larger than orders', ordinary.flatMap((one) => [one, { ...one, value: -2 * (one.value ?? 0) }])],
  ['every second order in another currency', ordinary.map((one, i) => (i % 2 === 0 ? { ...one, value: null } : one))],
  ['no order in the own currency', ordinary.map((one) => ({ ...one, value: null }))],
  ['every order of the same value', ordinary.map((one) => ({ ...one, value: 1999 }))],
  ['values of a billion', ordinary.map((one) => ({ ...one, value: (one.value ?? 0) * 1e9 }))],
  ['everyone weekly for ever', many(6000, (i) => order(String(i % 100), 7 * Math.floor(i / 100) - 20, 10))],
]

test.each(shops)('%s: every figure is finite and sensible', (_, purchases) => {
  const days = prediction.buyingDays(purchases)
  const { customers, histories, typicalOrder } = prediction.calibrate(days, 400)
  const gaps = prediction.gapsOf(days.values(), 400)
  const horizons = { value: 365, churn: prediction.churnHorizonDays(gaps), discount: 0.1 }
  expect(horizons.churn).toBeGreaterThanOrEqual(30)
  for (const model of [prediction.bgNbd, prediction.mbgNbd, prediction.paretoNbd, prediction.nbd]) {
    const shop = prediction.fitShop(histories, typicalOrder, model)
    const whole = prediction.predictShop(shop, histories, horizons)
    customers.forEach((__, i) => {
      const figure = (name: keyof prediction.ShopPredictions) => whole[name][i] ?? NaN
      for (const name of ['probabilityAlive', 'within30', 'within90', 'within365', 'churnProbability'] as const)
        expect(figure(name) >= 0 && figure(name) <= 1, `${model.name} ${name}`).toBe(true)
      for (const name of [
        'expectedOrders',
        'averageOrderValue',
        'lifetimeValue',
        'lifetimeLow',
        'lifetimeHigh',
      ] as const)
        expect(Number.isFinite(figure(name)) && figure(name) >= 0, `${model.name} ${name}`).toBe(true)
      expect(figure('within90')).toBeGreaterThan(figure('within30') - 1e-9)
      expect(figure('lifetimeHigh')).toBeGreaterThanOrEqual(figure('lifetimeLow'))
      expect(figure('expectedOrders')).toBeLessThanOrEqual(365)
      expect(figure('nextFromDays') <= figure('nextToDays')).toBe(true)
    })
  }
  const result = prediction.backtest(purchases)
  expect(JSON.stringify(result)).not.toMatch(/NaN/)
})

test('an order in another currency counts as an order and not as money', () => {
  const { histories } = prediction.calibrate(
    prediction.buyingDays([order('a', 0, 10), order('a', 5, null), order('a', 9, 30)]),
    20,
  )
  expect([histories.frequency[0], histories.valuedOrders[0], histories.repeatValue[0]]).toEqual([2, 1, 30])
})

test('a refund is no order, and takes its money from the order before it', () => {
  const lines = [order('a', 12, -4), order('a', 0, 10), order('a', 9, 30), order('a', 9, 5)]
  const { histories } = prediction.calibrate(prediction.buyingDays(lines), 20)
  expect([histories.frequency[0], histories.recencyDays[0], histories.repeatValue[0]]).toEqual([1, 9, 31])
})
