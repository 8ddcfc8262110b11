import {
  backtestDays,
  calibrate,
  churnHorizonDays,
  fitShop,
  gapsOf,
  models,
  predictShop,
  replenishmentRhythm,
  type BacktestResult,
  type BuyingDay,
  type Gaps,
  type Rhythm,
  type ShopPredictions,
} from '../prediction/index.ts'
import { readDays } from './days.ts'
import type { StoredModel } from './stored-model.ts'

/** What is known of a shop: the rows of readBuyingRows and readTypeRows, and today as a number of days. */
export type ShopPast = { buying: string[][]; types: string[][]; today: number }

export type ShopForecast = {
  model: StoredModel
  backtest: BacktestResult
  /** Ids of the buyers; the predictions are in this order. */
  customers: string[]
  predictions: ShopPredictions
  rhythms: (Rhythm & { type: string })[]
}

/** Money is predicted for a year: shorter hides who comes once a season, longer is beyond what a small shop's past can say. */
const VALUE_DAYS = 365

/** Picks the model that did best on the shop's own past, fits it to all of it, and predicts every buyer. */
export function forecastShop({ buying, types, today }: ShopPast): ShopForecast {
  const days = new Map(buying.map(([customer = '', text = '']) => [customer, readDays(text)]))
  const backtest = backtestDays(days)
  const gaps = gapsOf(days.values(), today)
  const churnDays = churnHorizonDays(gaps)
  const { customers, histories, typicalOrder } = calibrate(days, today)
  const chosen = backtest.outcome === 'tested' && backtest.chosen !== 'nbd' ? backtest.chosen : 'mbgNbd'
  const fitted = fitShop(histories, typicalOrder, models[chosen])
  const { p, q, gamma } = fitted.spend
  return {
    model: {
      law: fitted.orders.model.name,
      parameters: fitted.orders.parameters,
      spend: [p, q, gamma],
      basis: fitted.basis,
      logLikelihood: fitted.orders.logLikelihood,
      buyers: histories.size,
      churnDays,
      valueDays: VALUE_DAYS,
    },
    backtest,
    customers,
    predictions: predictShop(fitted, histories, { value: VALUE_DAYS, churn: churnDays }),
    rhythms: rhythmsOf(types, gaps, today),
  }
}

function rhythmsOf(rows: string[][], shop: Gaps, today: number): ShopForecast['rhythms'] {
  const byType = new Map<string, BuyingDay[][]>()
  for (const [type = '', text = ''] of rows) {
    const known = byType.get(type)
    if (known) known.push(readDays(text))
    else byType.set(type, [readDays(text)])
  }
  return [...byType].flatMap(([type, customers]) => {
    const rhythm = replenishmentRhythm(gapsOf(customers, today), shop)
    return rhythm === null ? [] : [{ type, ...rhythm }]
  })
}
