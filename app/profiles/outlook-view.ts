import type { ModelName, ShopModel, Verdict } from './prediction/index.ts'

/** What is expected of a customer; money in minor units of the shop's currency, days as "2026-11-24". */
export type OutlookView = {
  basis: ShopModel['basis']
  /** How the model did on the shop's own past; null where that is too short. */
  verdict: Verdict | null
  churnDays: number
  valueDays: number
  within30: number
  within90: number
  within365: number
  churnProbability: number
  risk: Risk
  expectedOrders: number
  averageOrderMinor: number
  valueMinor: number
  valueLowMinor: number
  valueHighMinor: number
  /** Null where no order is expected; far where the last day is so late that only the first one says something. */
  next: { from: string; to: string; far: boolean } | null
}

/** A product type that she bought, and when those who buy it again do so. */
export type RhythmView = {
  type: string
  everyDays: number
  lastDay: string
  nextDay: string
  past: boolean
  repeats: number
}

export const risks = ['low', 'raised', 'high'] as const
export type Risk = (typeof risks)[number]

/** From which chance of staying away a merchant should look, and from which she is probably lost. */
export const riskBorders = { raised: 0.5, high: 0.8 } as const

export function riskOf(churnProbability: number): Risk {
  if (churnProbability >= riskBorders.high) return 'high'
  return churnProbability >= riskBorders.raised ? 'raised' : 'low'
}

/** How the fitted laws of a shop stand, for the page that tells how far they can be trusted. */
export type ModelView = {
  law: ModelName | null
  buyers: number
  basis: ShopModel['basis'] | null
  fittedAt: string | null
  /** What a fit under way is doing. */
  stage: 'waiting' | 'fitting' | 'writing' | null
}
