import { describe, expect, test } from 'vitest'
import { judgeEffect, type Arm } from '../../../../app/campaigns/effect/index.ts'
import { recipientsNeeded } from '../../../../app/campaigns/effect/recipients-needed.ts'
import { sampleOf } from '../../../../app/campaigns/effect/sample.ts'
import { checkSampleRatio } from '../../../../app/campaigns/effect/sample-ratio.ts'
import { studentQuantile } from '../../../../app/campaigns/effect/student.ts'
import { welchInterval } from '../../../../app/campaigns/effect/welch.ts'

const closed = { heldPercent: 10, closed: true }

describe('the numbers of the tables', () => {
  test.each([
    [0.975, 1, 12.7062],
    [0.975, 10, 2.22814],
    [0.95, 5, 2.01505],
    [0.025, 30, -2.04227],
    [0.975, 1_000_000, 1.9602],
  ])('Student’s t at %d with %d degrees is %d', (share, degrees, value) => {
    expect(studentQuantile(share, degrees)).toBeCloseTo(value, 3)
  })

  test('Welch’s interval of two small samples without skewness is the textbook’s', () => {
    // Means 10 and 8, variances 4 and 9, sizes 10 and 12: error 1.07238, 19.19 degrees of freedom, t 2.0915.
    const treated = { size: 10, active: 10, mean: 10, variance: 4, skewness: 0 }
    const held = { size: 12, active: 12, mean: 8, variance: 9, skewness: 0 }
    const found = welchInterval(treated, held)
    expect(found?.difference).toBe(2)
    expect(found?.low).toBeCloseTo(2 - 2.0915 * 1.07238, 3)
    expect(found?.high).toBeCloseTo(2 + 2.0915 * 1.07238, 3)
  })

  test('chi-square 3.841 has the probability 0.05, and 10.828 has 0.001', () => {
    const lost = (chiSquare: number) => 500 - Math.sqrt(chiSquare * 250)
    const check = (chiSquare: number) =>
      checkSampleRatio({ treated: lost(chiSquare), held: 1000 - lost(chiSquare) }, { treated: 1, held: 1 })
    expect(check(3.841459).probability).toBeCloseTo(0.05, 4)
    expect(check(10.82757).probability).toBeCloseTo(0.001, 4)
  })

  test('moments from sums are those of the numbers', () => {
    const numbers = [0, 0, 3, 5, 12]
    const sum = (power: number) => numbers.reduce((total, number) => total + number ** power, 0)
    const found = sampleOf({ size: 5, sum: sum(1), squares: sum(2), cubes: sum(3), active: 3 })
    expect(found.mean).toBe(4)
    expect(found.variance).toBeCloseTo(24.5, 10)
    expect(found.skewness).toBeCloseTo(76.8 / 19.6 ** 1.5, 10)
  })
})

describe('what is said of a campaign', () => {
  const treated = armOf(9_000, 700, 6_000)

  test('without a holdout nothing can be said', () => {
    expect(judgeEffect({ treated, held: armOf(0, 0, 0) }, { heldPercent: 0, closed: true })).toMatchObject({
      verdict: 'no-holdout',
      revenue: null,
    })
  })

  test('a group that has lost people makes the comparison worthless, and it says so instead of a figure', () => {
    const held = armOf(800, 40, 6_000)
    expect(judgeEffect({ treated, held }, closed)).toMatchObject({ verdict: 'uneven', revenue: null, orders: null })
  })

  test('with fewer than twenty buyers in a group there is no figure, but how many more people it takes', () => {
    const held = armOf(1_000, 10, 6_000)
    expect(judgeEffect({ treated, held }, closed)).toMatchObject({ verdict: 'too-few', revenue: null, needed: 10_000 })
  })

  test('as long as the codes are good the figure is shown and no verdict given', () => {
    const held = armOf(1_000, 40, 6_000)
    const running = judgeEffect({ treated, held }, { heldPercent: 10, closed: false })
    expect(running.verdict).toBe('running')
    expect(running.revenue?.difference).toBeCloseTo(4_200_000 / 9_000 - 240, 6)
    expect(judgeEffect({ treated, held }, closed).verdict).toBe('more')
  })

  test('a campaign can also have cost revenue', () => {
    const held = armOf(1_000, 140, 6_000)
    expect(judgeEffect({ treated, held }, closed).verdict).toBe('less')
  })

  test('an effect that may be chance says how many more people it takes', () => {
    const effect = judgeEffect({ treated, held: armOf(1_000, 65, 6_000) }, closed)
    expect(effect.verdict).toBe('not-proven')
    expect(effect.revenue?.low).toBeLessThan(0)
    expect(effect.needed).toBeGreaterThan(10_000)
  })

  test('no difference at all needs no more people: none would show it', () => {
    const same = sampleOf(armOf(1_000, 50, 6_000).revenue)
    expect(recipientsNeeded(same, same)).toBeNull()
  })
})

function armOf(size: number, buyers: number, minor: number): Arm {
  // Half of them spend half as much again, half of them half as much.
  const power = (exponent: number) => (buyers * ((1.5 * minor) ** exponent + (0.5 * minor) ** exponent)) / 2
  return {
    revenue: { size, sum: power(1), squares: power(2), cubes: power(3), active: buyers },
    orders: { size, sum: buyers, squares: buyers, cubes: buyers, active: buyers },
  }
}
