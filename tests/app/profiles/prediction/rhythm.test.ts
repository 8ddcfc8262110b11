import { describe, expect, test } from 'vitest'
import { prediction } from '../../../../app/profiles/index.ts'

const { churnHorizonDays, gapsOf, replenishmentRhythm } = prediction
const CUT = 2_000

/** Customers who each bought on these days. */
const gaps = (...customers: number[][]) =>
  gapsOf(
    customers.map((days) => days.map((day) => ({ day, value: 1, valued: true }))),
    CUT,
  )
/** `count` customers who ordered every `every` days, `times` times, the last time on the day of the cut. */
const regulars = (count: number, every: number, times: number) =>
  Array.from({ length: count }, () => Array.from({ length: times }, (_, i) => CUT - every * (times - 1 - i)))
const nobody = gaps()

describe('the days without an order after which a customer counts as gone', () => {
  test.each([
    [20, 30],
    [31, 45],
    [50, 60],
    [61, 90],
    [119, 120],
    [150, 180],
    [200, 270],
    [300, 365],
    [500, 365],
  ])('where everybody returns after %i days are %i', (every, horizon) => {
    expect(churnHorizonDays(gaps(...regulars(20, every, 4)))).toBe(horizon)
  })

  test('wait for four in five of those who return, not for the first ones', () => {
    const quick = regulars(70, 20, 2).map((days) => days.map((day) => day))
    const slow = regulars(30, 100, 2)
    expect(churnHorizonDays(gaps(...quick, ...slow))).toBe(120)
  })

  test('are half a year where nobody has returned, and where there is nobody', () => {
    expect(churnHorizonDays(gaps(...Array.from({ length: 30 }, (_, i) => [CUT - i])))).toBe(180)
    expect(churnHorizonDays(nobody)).toBe(180)
  })
})

describe('how soon a product type is bought again', () => {
  test('is the middle of its own gaps once there are enough', () => {
    const type = gaps(...regulars(60, 80, 3), ...regulars(60, 90, 3), ...regulars(60, 100, 3))
    const rhythm = replenishmentRhythm(type, gaps(...regulars(50, 20, 5)))
    expect(rhythm).toMatchObject({ medianDays: 90, repeats: 360 })
    expect(rhythm?.ownShare).toBeCloseTo(360 / 370, 5)
    expect(rhythm?.quarterDays).toBeLessThan(90)
    expect(rhythm?.threeQuarterDays).toBeGreaterThanOrEqual(90)
  })

  test('leans on the shop where the type has little history, and says so', () => {
    const rhythm = replenishmentRhythm(gaps([CUT - 300, CUT]), gaps(...regulars(50, 40, 5)))
    expect(rhythm).toMatchObject({ medianDays: 40, repeats: 1 })
    expect(rhythm?.ownShare).toBeCloseTo(1 / 11, 5)
  })

  test('is not moved by a single odd gap', () => {
    const usual = regulars(40, 60, 3)
    expect(replenishmentRhythm(gaps(...usual, [CUT - 1_900, CUT]), nobody)?.medianDays).toBe(60)
  })

  test('counts gaps that are still open: who has not come back yet has not come back early', () => {
    const waiting = Array.from({ length: 40 }, () => [CUT - 50])
    const quick = [...regulars(20, 10, 2), ...regulars(20, 100, 2)]
    const closedOnly = replenishmentRhythm(gaps(...quick), nobody)
    const withOpen = replenishmentRhythm(gaps(...quick, ...waiting), nobody)
    expect(withOpen?.medianDays).toBeGreaterThanOrEqual(closedOnly?.medianDays ?? Infinity)
  })

  test('is unknown where nobody has bought anything twice', () => {
    expect(replenishmentRhythm(gaps([CUT - 5], [CUT - 9]), nobody)).toBeNull()
    expect(replenishmentRhythm(nobody, nobody)).toBeNull()
  })
})
