import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { preferenceScore } from '../../../app/profiles/preference-score.ts'

const habit = { orderShare: 0.4, moneyShare: 0.5 }
const said = { views: 0, said: 0, ofViews: 0, ofSaid: 0 }
const none = { orders: 0, spentMinor: 0, questions: 0, ofOrders: 0, ofSpentMinor: 0, ofQuestions: 0, ...said }

describe('the score of a liking', () => {
  test('of someone unknown is what the whole shop likes', () => {
    expect(preferenceScore(none, habit)).toBeCloseTo(0.45)
  })

  test('follows a long history away from the shop', () => {
    const loyal = { ...none, orders: 98, ofOrders: 98, spentMinor: 500, ofSpentMinor: 500 }
    expect(preferenceScore(loyal, { orderShare: 0, moneyShare: 0 })).toBeCloseTo(0.98)
  })

  test('rises with a question, but less than with an order', () => {
    const before = preferenceScore({ ...none, orders: 1, ofOrders: 4 }, habit)
    const asked = preferenceScore({ ...none, orders: 1, ofOrders: 4, questions: 1, ofQuestions: 1 }, habit)
    const bought = preferenceScore({ ...none, orders: 2, ofOrders: 5, spentMinor: 10, ofSpentMinor: 20 }, habit)
    expect(asked).toBeGreaterThan(before)
    expect(bought).toBeGreaterThan(asked)
    const viewed = preferenceScore({ ...none, orders: 1, ofOrders: 4, views: 1, ofViews: 1 }, habit)
    expect(viewed).toBeGreaterThan(before)
    expect(viewed).toBeLessThan(asked)
  })

  test('stays between 0 and 1 whatever the history', () => {
    const amount = fc.nat({ max: 1_000_000 })
    fc.assert(
      fc.property(amount, amount, amount, amount, amount, fc.double({ min: 0, max: 1, noNaN: true }), (...given) => {
        const [orders, others, spentMinor, otherMinor, questions, share] = given
        const ofSpentMinor = spentMinor + otherMinor
        const own = {
          ...none,
          orders,
          ofOrders: orders + others,
          spentMinor,
          ofSpentMinor,
          questions,
          ofQuestions: questions,
        }
        const score = preferenceScore(own, { orderShare: share, moneyShare: share })
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
      }),
    )
  })
})
