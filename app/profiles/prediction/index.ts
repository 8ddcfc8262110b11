export {
  backtest,
  backtestDays,
  type Backtest,
  type BacktestOptions,
  type BacktestResult,
} from './backtest/backtest.ts'
export type { ModelReport, Score } from './backtest/backtest.ts'
export type { Verdict } from './backtest/verdict.ts'
export { churnHorizonDays } from './churn-horizon.ts'
export { fitModel, type Fit } from './fit/fit.ts'
export {
  buyingDays,
  calibrate,
  emptyHistories,
  historyAt,
  type BuyingDay,
  type Calibration,
  type Histories,
  type History,
  type Purchase,
} from './histories.ts'
export { expectedOrders, orderCounts, probabilityWithin } from './law.ts'
export { bgNbd } from './models/bg-nbd.ts'
export { fitGammaGamma as gammaGamma, expectedOrderValue, type SpendFit } from './models/gamma-gamma.ts'
export { incompleteBeta } from './math/incomplete-beta.ts'
export { mbgNbd } from './models/mbg-nbd.ts'
export { models } from './models/models.ts'
export type { Law, Model, ModelName, Outlook } from './models/model.ts'
export { nbd } from './models/nbd.ts'
export { paretoNbd } from './models/pareto-nbd.ts'
export { nextOrder, type NextOrder } from './next-order.ts'
export { buyerAt, predictBuyer, type Buyer, type Horizons, type Prediction, type ShopLaws } from './predict.ts'
export { predictShop, type ShopPredictions } from './predict-shop.ts'
export { gapsOf, type Gaps } from './return-curve.ts'
export { replenishmentRhythm, type Rhythm } from './rhythm.ts'
export { fitShop, type ShopModel } from './shop-model.ts'
export { spendInterval, type Interval } from './spend-interval.ts'
