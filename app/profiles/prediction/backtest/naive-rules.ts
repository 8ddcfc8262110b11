import { DAYS_A_WEEK, type BuyingDay, type Histories } from '../histories.ts'
import { splitAt, type Split } from './split.ts'

export const naiveRules = ['sameRate', 'recency', 'frequency', 'zero'] as const
export type NaiveRule = (typeof naiveRules)[number]

/** What a rule says of each customer: expected orders, P(an order), and a score to rank by. */
export type Forecast = { expected: Float64Array; probability: Float64Array; score: Float64Array }

/**
 * The rules that a merchant has without a model. `sameRate` carries on x / T as it was. `recency` and `frequency` look up
 * what customers with as long a silence, or as many orders, did next when the same question was put earlier in the shop's
 * past: at an inner cut, half the known past back at most. `zero` expects nobody.
 */
export function naiveForecast(
  rule: NaiveRule,
  days: Map<string, BuyingDay[]>,
  split: Split,
  firstDay: number,
): Forecast {
  const { histories, horizonDays } = split
  switch (rule) {
    case 'sameRate':
      return sameRate(histories, horizonDays)
    case 'zero': {
      const nothing = new Float64Array(histories.size)
      return { expected: nothing, probability: nothing, score: nothing }
    }
    case 'recency':
      return lookUp(days, split, firstDay, silence)
    case 'frequency':
      return lookUp(days, split, firstDay, ({ frequency }) => frequency)
  }
}

function sameRate({ frequency, ageDays }: Histories, horizonDays: number): Forecast {
  const expected = frequency.map((orders, i) => {
    const age = ageDays[i] as number
    return age > 0 ? (orders / age) * horizonDays : 0
  })
  return { expected, probability: expected.map((orders) => -Math.expm1(-orders)), score: expected }
}

/** Weeks since the last order, negated so that more is better. */
function silence({ size, ageDays, recencyDays }: Histories): Float64Array {
  return Float64Array.from(
    { length: size },
    (_, i) => -((ageDays[i] as number) - (recencyDays[i] as number)) / DAYS_A_WEEK,
  )
}

const CLASSES = 8

function lookUp(
  days: Map<string, BuyingDay[]>,
  { cut, horizonDays, histories }: Split,
  firstDay: number,
  scoreOf: (histories: Histories) => Float64Array,
): Forecast {
  const innerDays = Math.max(1, Math.min(horizonDays, Math.floor((cut - firstDay) / 2)))
  const past = splitAt(days, cut - innerDays, innerDays)
  const pastScore = scoreOf(past.histories)
  const borders = bordersOf(pastScore)
  const classes = Array.from({ length: borders.length + 1 }, () => ({ customers: 0, orders: 0, buyers: 0 }))
  pastScore.forEach((score, i) => {
    const own = classes[classOf(borders, score)]
    if (!own) return
    own.customers += 1
    own.orders += past.orders[i] as number
    own.buyers += Number((past.orders[i] as number) > 0)
  })
  const score = scoreOf(histories)
  const longer = horizonDays / innerDays
  const told = score.map((value) => classOf(borders, value))
  const figure = (of: (own: { customers: number; orders: number; buyers: number }) => number) =>
    told.map((at) => {
      const own = classes[at]
      return own && own.customers > 0 ? of(own) : 0
    })
  return {
    expected: figure(({ customers, orders }) => (orders / customers) * longer),
    probability: figure(({ customers, buyers }) => 1 - (1 - buyers / customers) ** longer),
    score,
  }
}

/** Distinct borders between eighths. */
function bordersOf(scores: Float64Array): number[] {
  const sorted = scores.toSorted()
  const quantiles = Array.from(
    { length: CLASSES - 1 },
    (_, i) => sorted[Math.floor(((i + 1) * sorted.length) / CLASSES)] ?? 0,
  )
  return [...new Set(quantiles)]
}

function classOf(borders: number[], score: number): number {
  const at = borders.findIndex((border) => score <= border)
  return at < 0 ? borders.length : at
}
