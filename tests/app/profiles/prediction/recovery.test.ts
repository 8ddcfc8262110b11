import { expect, test } from 'vitest'
import { prediction } from '../../../../app/profiles/index.ts'
import { SHOP_SPEND, simulateShop, type Recipe } from './simulated-shop.ts'

const { bgNbd, mbgNbd, paretoNbd, nbd } = prediction
const base = { spend: SHOP_SPEND, customers: 4000, joinDays: 90, days: 540, futureDays: 0 }

const cases: [prediction.Model, number[]][] = [
  [bgNbd, [0.9, 12, 0.8, 2.4]],
  [mbgNbd, [1.1, 12, 0.9, 3]],
  [paretoNbd, [0.9, 12, 0.7, 14]],
  [nbd, [0.7, 12]],
]

test.each(cases.flatMap(([model, truth]) => [11, 12].map((seed) => ({ name: model.name, model, truth, seed }))))(
  '$name finds the parameters $truth of a simulated shop within three standard errors (seed $seed)',
  ({ model, truth, seed }) => {
    const recipe: Recipe = { ...base, model: model.name, parameters: truth, seed }
    const { histories } = prediction.calibrate(prediction.buyingDays(simulateShop(recipe)), base.days)
    const fit = prediction.fitModel(model, histories)
    expect(fit.converged).toBe(true)
    truth.forEach((value, i) => {
      const error = fit.standardErrors?.[i] ?? 0
      expect(error).toBeGreaterThan(0)
      expect(Math.abs((fit.parameters[i] ?? 0) - value) / error, model.parameterNames[i]).toBeLessThan(3)
    })
  },
)

test('Gamma-Gamma finds p, q and gamma of a simulated shop within three standard errors', () => {
  const recipe: Recipe = { ...base, model: 'bgNbd', parameters: [0.9, 12, 0.8, 2.4], seed: 5 }
  const { histories, typicalOrder } = prediction.calibrate(prediction.buyingDays(simulateShop(recipe)), base.days)
  const fit = prediction.gammaGamma(histories, typicalOrder)
  const truth = [SHOP_SPEND.p, SHOP_SPEND.q, SHOP_SPEND.gamma]
  ;[fit.p, fit.q, fit.gamma].forEach((value, i) => {
    const error = fit.standardErrors?.[i] ?? 0
    expect(error).toBeGreaterThan(0)
    expect(Math.abs(value - (truth[i] ?? 0)) / error).toBeLessThan(3)
  })
})

test('a shop that nobody leaves is told as the plain NBD, never as a worse fit of a richer model', () => {
  const recipe: Recipe = { ...base, customers: 1500, model: 'nbd', parameters: [0.7, 12], seed: 3 }
  const { histories, typicalOrder } = prediction.calibrate(prediction.buyingDays(simulateShop(recipe)), base.days)
  const plain = prediction.fitModel(nbd, histories).logLikelihood
  for (const wanted of [bgNbd, mbgNbd, paretoNbd]) {
    const shop = prediction.fitShop(histories, typicalOrder, wanted)
    expect(shop.orders.logLikelihood).toBeGreaterThanOrEqual(plain - 1e-6)
    if (shop.basis === 'boundary') expect(shop.orders.model.name).toBe('nbd')
  }
})

test('below 50 buyers published parameters weigh in and the shop says so', () => {
  const recipe: Recipe = { ...base, customers: 49, model: 'bgNbd', parameters: [0.9, 12, 0.8, 2.4], seed: 8 }
  const { histories, typicalOrder } = prediction.calibrate(prediction.buyingDays(simulateShop(recipe)), base.days)
  const shop = prediction.fitShop(histories, typicalOrder, bgNbd)
  expect(shop.basis).toBe('shrunken')
  expect(shop.orders.model.name).toBe('mbgNbd')
})
