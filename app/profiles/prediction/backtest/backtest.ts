import { churnHorizonDays } from '../churn-horizon.ts'
import { buyingDays, DAYS_A_WEEK, historyAt, type BuyingDay, type Histories, type Purchase } from '../histories.ts'
import { bgNbd } from '../models/bg-nbd.ts'
import { mbgNbd } from '../models/mbg-nbd.ts'
import type { Law, Model, ModelName } from '../models/model.ts'
import { paretoNbd } from '../models/pareto-nbd.ts'
import { gapsOf } from '../return-curve.ts'
import { fitShop, type ShopModel } from '../shop-model.ts'
import { coverages, type Coverages } from './coverage.ts'
import {
  areaUnderCurve,
  brierScore,
  byFrequency,
  calibrationBins,
  countErrors,
  type CalibrationBin,
  type CountErrors,
  type FrequencyBin,
} from './measures.ts'
import { naiveForecast, naiveRules, type Forecast, type NaiveRule } from './naive-rules.ts'
import { spanOf, splitAt, type Split } from './split.ts'
import { judge, type Verdict } from './verdict.ts'

export type Score = CountErrors & {
  /** Does the score rank those who ordered above those who did not? Null where all or none did. */
  auc: number | null
  brier: number
}

export type ModelReport = Score & {
  model: ModelName
  basis: ShopModel['basis']
  parameters: Record<string, number>
  standardErrors: Record<string, number> | null
  logLikelihood: number
}

export type Backtest = {
  outcome: 'tested'
  cut: number
  horizonDays: number
  churnDays: number
  customers: number
  buyersAfter: number
  ordersAfter: number
  /** The one with the lowest RMSE on the hold-out: what the following figures are about. */
  chosen: ModelName
  models: ModelReport[]
  spend: { p: number; q: number; gamma: number; logLikelihood: number; repeaters: number }
  naive: Record<NaiveRule, Score>
  calibration: CalibrationBin[]
  byFrequency: FrequencyBin[]
  coverage: Coverages
  verdict: Verdict
}

export type BacktestResult = Backtest | { outcome: 'too-little'; reason: 'noOrders' | 'nobodyBefore' | 'nothingAfter' }

/** Days as in Purchase. Without a cut the last third of the past (a year at most) is held out. */
export type BacktestOptions = { cut?: number; horizonDays?: number }

/**
 * Fits every model to a shop's purchases up to a cut and compares what it expected with what then happened, beside
 * the naive rules on the same customers. Choosing among three models by the same hold-out flatters the chosen one
 * by less than the differences between them.
 */
export function backtest(purchases: Iterable<Purchase>, options: BacktestOptions = {}): BacktestResult {
  return backtestDays(buyingDays(purchases), options)
}

/** The same on purchases that are folded into days already. */
export function backtestDays(days: Map<string, BuyingDay[]>, options: BacktestOptions = {}): BacktestResult {
  const span = spanOf(days)
  if (span === null) return { outcome: 'too-little', reason: 'noOrders' }
  const cut = options.cut ?? span.last - Math.min(365, Math.floor((span.last - span.first) / 3))
  const horizonDays = options.horizonDays ?? span.last - cut
  if (cut < span.first) return { outcome: 'too-little', reason: 'nobodyBefore' }
  if (horizonDays < 1 || span.last <= cut) return { outcome: 'too-little', reason: 'nothingAfter' }
  return report(days, splitAt(days, cut, Math.min(horizonDays, span.last - cut)), span)
}

type Candidate = { shop: ShopModel; forecast: Forecast; report: ModelReport }

function report(days: Map<string, BuyingDay[]>, split: Split, span: { first: number; last: number }): Backtest {
  const candidates = distinct([bgNbd, mbgNbd, paretoNbd].map((model) => candidate(model, split)))
  const chosen = candidates.reduce((one, other) => (other.report.rmse < one.report.rmse ? other : one))
  const rules = Object.fromEntries(
    naiveRules.map((rule) => [rule, naiveForecast(rule, days, split, span.first)]),
  ) as Record<NaiveRule, Forecast>
  const naive = Object.fromEntries(naiveRules.map((rule) => [rule, scoreOf(rules[rule], split.orders)])) as Record<
    NaiveRule,
    Score
  >
  const { p, q, gamma, logLikelihood, repeaters } = chosen.shop.spend
  return {
    outcome: 'tested',
    cut: split.cut,
    horizonDays: split.horizonDays,
    churnDays: churnHorizonDays(gapsOf(days.values(), split.cut)),
    customers: split.histories.size,
    buyersAfter: split.orders.reduce((sum, orders) => sum + Number(orders > 0), 0),
    ordersAfter: split.orders.reduce((sum, orders) => sum + orders, 0),
    chosen: chosen.report.model,
    models: candidates.map((one) => one.report),
    spend: { p, q, gamma, logLikelihood, repeaters },
    naive,
    calibration: calibrationBins(chosen.forecast.probability, split.orders),
    byFrequency: byFrequency(split.histories.frequency, chosen.forecast.expected, split.orders),
    coverage: coverages(chosen.shop, split, span.last - split.cut),
    verdict: judge(chosen.forecast, rules, split.orders),
  }
}

function candidate(model: Model, split: Split): Candidate {
  const shop = fitShop(split.histories, split.typicalOrder, model)
  const forecast = modelForecast(shop.law, split.histories, split.horizonDays)
  const { parameterNames, name } = shop.orders.model
  const named = (values: number[]) => Object.fromEntries(parameterNames.map((of, i) => [of, values[i] ?? 0]))
  return {
    shop,
    forecast,
    report: {
      model: name,
      basis: shop.basis,
      parameters: named(shop.orders.parameters),
      standardErrors: shop.orders.standardErrors && named(shop.orders.standardErrors),
      logLikelihood: shop.orders.logLikelihood,
      ...scoreOf(forecast, split.orders),
    },
  }
}

/** Few buyers or the boundary turn several wanted models into the same one. */
function distinct(candidates: Candidate[]): Candidate[] {
  return candidates.filter((one, i) => candidates.findIndex((other) => other.report.model === one.report.model) === i)
}

/** What a law expects of every customer of a shop within `horizonDays`. */
export function modelForecast(law: Law, histories: Histories, horizonDays: number): Forecast {
  const weeks = horizonDays / DAYS_A_WEEK
  const expected = new Float64Array(histories.size)
  const probability = new Float64Array(histories.size)
  for (let i = 0; i < histories.size; i += 1) {
    const history = historyAt(histories, i)
    const alive = law.probabilityAlive(history)
    const outlook = law.whileAlive(history.frequency, history.age)
    expected[i] = alive * outlook.expectedOrders(weeks)
    probability[i] = alive * outlook.within(weeks)
  }
  return { expected, probability, score: expected }
}

function scoreOf({ expected, probability, score }: Forecast, actual: Float64Array): Score {
  return {
    ...countErrors(expected, actual),
    auc: areaUnderCurve(score, actual),
    brier: brierScore(probability, actual),
  }
}
