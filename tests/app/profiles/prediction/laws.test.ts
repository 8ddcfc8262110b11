import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { prediction } from '../../../../app/profiles/index.ts'

const positive = (least: number, most: number) =>
  fc.double({ min: Math.log(least), max: Math.log(most), noNaN: true }).map(Math.exp)
const parameters = fc.tuple(positive(0.02, 20), positive(0.05, 200), positive(0.02, 20), positive(0.05, 200))
const history = fc
  .tuple(
    fc.integer({ min: 0, max: 300 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 300, noNaN: true }),
  )
  .map(([days, part, age]) => ({ frequency: Math.min(days, Math.floor(age * 7)), part, age }))
  .map(({ frequency, part, age }) => ({ frequency, recency: frequency === 0 ? 0 : part * age, age }))
const horizon = fc.double({ min: 0, max: 520, noNaN: true })

describe.each([prediction.nbd, prediction.bgNbd, prediction.mbgNbd, prediction.paretoNbd])(
  'the law of $name',
  (model) => {
    test('grows with the horizon, in expected orders and in the chance of one', () => {
      fc.assert(
        fc.property(parameters, history, horizon, horizon, (values, customer, one, other) => {
          const law = model.law(values)
          const [short, long] = [Math.min(one, other), Math.max(one, other)]
          for (const figure of [prediction.expectedOrders, prediction.probabilityWithin]) {
            const [less, more] = [figure(law, customer, short), figure(law, customer, long)]
            expect(Number.isFinite(less) && less >= 0).toBe(true)
            expect(more).toBeGreaterThanOrEqual(less * (1 - 1e-7) - 1e-9)
          }
        }),
        { seed: 1, numRuns: 300 },
      )
    })

    test('counts orders so that zero, the sum and the mean agree with its closed forms', () => {
      fc.assert(
        fc.property(parameters, history, positive(0.5, 60), (values, customer, weeks) => {
          const law = model.law(values)
          const expected = prediction.expectedOrders(law, customer, weeks)
          fc.pre(expected < 200)
          const counts = prediction.orderCounts(law, customer, weeks)
          expect(counts.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 4)
          expect(counts[0]).toBeCloseTo(1 - prediction.probabilityWithin(law, customer, weeks), 4)
          const mean = counts.reduce((sum, p, n) => sum + p * n, 0)
          expect(Math.abs(mean - expected)).toBeLessThan(2e-3 * (1 + expected))
        }),
        { seed: 2, numRuns: 150 },
      )
    })

    test('gives probabilities between 0 and 1, and waiting times that invert them', () => {
      fc.assert(
        fc.property(parameters, history, (values, customer) => {
          const law = model.law(values)
          const alive = law.probabilityAlive(customer)
          expect(alive >= 0 && alive <= 1).toBe(true)
          const outlook = law.whileAlive(customer.frequency, customer.age)
          const wanted = 0.5 * outlook.within(Infinity)
          expect(outlook.within(outlook.weeksUntil(wanted))).toBeCloseTo(wanted, 6)
        }),
        { seed: 3, numRuns: 200 },
      )
    })
  },
)

test('expected orders are smooth where the formula of BG/NBD divides by zero, at a = 1', () => {
  const customer = { frequency: 3, recency: 20, age: 30 }
  const at = (a: number) => prediction.expectedOrders(prediction.bgNbd.law([0.5, 6, a, 2]), customer, 26)
  expect(at(1)).toBeCloseTo((at(0.999) + at(1.001)) / 2, 6)
})

test('every one-time buyer is alive for BG/NBD and none for sure for MBG/NBD', () => {
  const silent = { frequency: 0, recency: 0, age: 100 }
  expect(prediction.bgNbd.law([0.24, 4.4, 0.8, 2.4]).probabilityAlive(silent)).toBe(1)
  expect(prediction.mbgNbd.law([0.52, 6.2, 0.9, 1.6]).probabilityAlive(silent)).toBeLessThan(0.5)
})

test('a chance of leaving that hardly varies gives the expected orders of a fixed chance, although a and b are huge', () => {
  const history = { frequency: 3, recency: 8, age: 12 }
  const within = (a: number, b: number) => prediction.expectedOrders(prediction.bgNbd.law([1.4, 10, a, b]), history, 34)
  expect(within(1.5e5, 1.2e6)).toBeCloseTo(within(150, 1200), 1)
})
