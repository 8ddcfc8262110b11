import { describe, expect, test } from 'vitest'
import { judgeEffect, type Effect } from '../../../../app/campaigns/effect/index.ts'
import { recipientsNeeded } from '../../../../app/campaigns/effect/recipients-needed.ts'
import { numbersOf, simulateArm, type Customers } from './simulated-campaign.ts'

const RUNS = 2_000
const HELD_PERCENT = 10

// Half of all orders between 0.58 and 1.7 times the median at a spread of 0.8: a jeweller, or a fashion shop.
const shops: { people: number; shop: Customers; lift: number }[] = [
  { people: 4_000, shop: { buying: 0.08, meanMinor: 6_000, spread: 0.5 }, lift: 0.02 },
  { people: 20_000, shop: { buying: 0.05, meanMinor: 6_000, spread: 0.5 }, lift: 0.01 },
  { people: 20_000, shop: { buying: 0.08, meanMinor: 6_000, spread: 0.8 }, lift: 0.02 },
  { people: 100_000, shop: { buying: 0.03, meanMinor: 15_000, spread: 0.8 }, lift: 0.002 },
]

describe.each(shops)('2,000 campaigns to $people people', ({ people, shop, lift }) => {
  test('the intervals of 95 % hold the true effect in 95 ± 1.5 % of them', () => {
    const effects = simulate({ people, shop, lift, seed: 11 })
    const told = effects.flatMap(({ revenue, orders }) => (revenue && orders ? [{ revenue, orders }] : []))
    const share = (holds: (one: (typeof told)[number]) => boolean) => told.filter(holds).length / told.length
    const trueMinor = lift * shop.meanMinor
    expect(told.length).toBeGreaterThan(RUNS / 2)
    expect(Math.abs(share(({ revenue }) => revenue.low <= trueMinor && trueMinor <= revenue.high) - 0.95)).toBeLessThan(
      0.015,
    )
    expect(Math.abs(share(({ orders }) => orders.low <= lift && lift <= orders.high) - 0.95)).toBeLessThan(0.015)
  })

  test('an effect that is not there is called proven in 5 % of them at most', () => {
    const effects = simulate({ people, shop, lift: 0, seed: 12 })
    const proven = effects.filter(({ verdict }) => verdict === 'more' || verdict === 'less').length
    expect(proven / RUNS).toBeLessThanOrEqual(0.05)
  })
})

test('few people and very unequal orders prove nothing that is not there either', () => {
  for (const people of [500, 1_000, 2_000, 5_000]) {
    const effects = simulate({ people, shop: { buying: 0.05, meanMinor: 6_000, spread: 1 }, lift: 0, seed: people })
    const proven = effects.filter(({ verdict }) => verdict === 'more' || verdict === 'less').length
    expect(proven / RUNS).toBeLessThanOrEqual(0.05)
  }
})

test('with as many people as were said to be needed, an effect is found in about four campaigns of five', () => {
  const shop = { buying: 0.05, meanMinor: 6_000, spread: 0.5 }
  const lift = 0.015
  const sample = (buying: number, size: number) => {
    const mean = buying * shop.meanMinor
    const variance = buying * shop.meanMinor ** 2 * Math.exp(shop.spread ** 2) - mean ** 2
    return { size, active: size, mean, variance, skewness: 0 }
  }
  const people = 10 * Math.round((10 + (recipientsNeeded(sample(0.05 + lift, 9), sample(0.05, 1)) ?? 0)) / 10)
  const found = simulate({ people, shop, lift, seed: 4, runs: 500 }).filter(({ verdict }) => verdict === 'more').length
  expect(found / 500).toBeGreaterThan(0.68)
  expect(found / 500).toBeLessThan(0.88)
})

type Series = { people: number; shop: Customers; lift: number; seed: number; runs?: number }

/** Campaigns that let more people buy, each judged when its window is over. */
function simulate({ people, shop, lift, seed, runs = RUNS }: Series): Effect[] {
  const random = numbersOf(seed)
  const heldPeople = (people * HELD_PERCENT) / 100
  return Array.from({ length: runs }, () => {
    const treated = simulateArm(random, people - heldPeople, { ...shop, buying: shop.buying + lift })
    const held = simulateArm(random, heldPeople, shop)
    return judgeEffect({ treated, held }, { heldPercent: HELD_PERCENT, closed: true })
  })
}
