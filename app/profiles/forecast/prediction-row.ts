import type { NextOrder, Prediction, ShopPredictions } from '../prediction/index.ts'
import { dateOfDay } from './days.ts'

/** A row of `prediction` without the shop; money in minor units, days as ISO dates, null where no order is expected. */
export type PredictionRow = {
  customer_id: string
  within_30: number
  within_90: number
  within_365: number
  churn_probability: number
  expected_orders: number
  average_order_minor: string
  predicted_clv_minor: string
  clv_low_minor: string
  clv_high_minor: string
  next_order_from: string | null
  next_order_date: string | null
  next_order_to: string | null
}

/** Rounds a prediction to what a merchant can read, so that a quiet night changes few rows. */
export function predictionRow(customer: string, predicted: Prediction, today: number): PredictionRow {
  const { nextOrder } = predicted
  const day = (days: number) => isoDay(today + Math.min(FAR_DAYS, Math.max(1, Math.ceil(days))))
  const none = nextOrder.outcome === 'none-expected' || nextOrder.medianDays > FAR_DAYS
  return {
    customer_id: customer,
    within_30: rounded(predicted.within30),
    within_90: rounded(predicted.within90),
    within_365: rounded(predicted.within365),
    churn_probability: rounded(predicted.churnProbability),
    expected_orders: rounded(predicted.expectedOrders),
    average_order_minor: minor(predicted.averageOrderValue),
    predicted_clv_minor: minor(predicted.lifetimeValue),
    clv_low_minor: minor(predicted.lifetimeInterval.low),
    clv_high_minor: minor(predicted.lifetimeInterval.high),
    next_order_from: none ? null : day(nextOrder.fromDays),
    next_order_date: none ? null : day(nextOrder.medianDays),
    next_order_to: none ? null : day(nextOrder.toDays),
  }
}

/** Customer `i` of a whole shop's predictions, as predictBuyer would have said it. */
export function predictionAt(of: ShopPredictions, i: number): Prediction {
  const at = (figure: keyof ShopPredictions) => of[figure][i] ?? 0
  const nextOrder: NextOrder = Number.isFinite(at('nextMedianDays'))
    ? {
        outcome: 'expected',
        fromDays: at('nextFromDays'),
        medianDays: at('nextMedianDays'),
        toDays: at('nextToDays'),
      }
    : { outcome: 'none-expected' }
  return {
    probabilityAlive: at('probabilityAlive'),
    within30: at('within30'),
    within90: at('within90'),
    within365: at('within365'),
    expectedOrders: at('expectedOrders'),
    nextOrder,
    averageOrderValue: at('averageOrderValue'),
    lifetimeValue: at('lifetimeValue'),
    lifetimeInterval: { low: at('lifetimeLow'), high: at('lifetimeHigh') },
    churnProbability: at('churnProbability'),
  }
}

/** Ten years: nobody plans by a date beyond. */
const FAR_DAYS = 3650

function isoDay(day: number): string {
  return dateOfDay(day).toISOString().slice(0, 10)
}

function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4
}

function minor(value: number): string {
  return String(Math.round(Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, value))))
}
