import { DAY, type CustomerId, type Shop } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'
import { riskOf, type OutlookView, type RhythmView } from '../outlook-view.ts'
import type { BacktestResult, ShopModel } from '../prediction/index.ts'

/** What the shop's laws expect of a customer; null before her first order or the shop's first fit. */
export async function readOutlook(
  db: Queryable,
  shop: Shop,
  customerId: CustomerId,
  now: Date,
): Promise<OutlookView | null> {
  const [model, found] = await Promise.all([
    db.predictionModel.findUnique({ where: { shopId: shop.id } }),
    db.prediction.findUnique({ where: { shopId_customerId: { shopId: shop.id, customerId } } }),
  ])
  if (model === null || found === null) return null
  const tested = model.backtest as BacktestResult | null
  return {
    basis: model.basis as ShopModel['basis'],
    verdict: tested?.outcome === 'tested' ? tested.verdict : null,
    churnDays: model.churnDays,
    valueDays: model.valueDays,
    within30: found.within30,
    within90: found.within90,
    within365: found.within365,
    churnProbability: found.churnProbability,
    risk: riskOf(found.churnProbability),
    expectedOrders: found.expectedOrders,
    averageOrderMinor: Number(found.averageOrderMinor),
    valueMinor: Number(found.predictedClvMinor),
    valueLowMinor: Number(found.clvLowMinor),
    valueHighMinor: Number(found.clvHighMinor),
    next: nextOf(found, now),
  }
}

const FAR_DAYS = 540

type Range = { nextOrderFrom: Date | null; nextOrderTo: Date | null }

/** The range of the next order as it is shown; null where none is expected. */
export function nextOf({ nextOrderFrom: from, nextOrderTo: to }: Range, now: Date): OutlookView['next'] {
  if (from === null || to === null) return null
  return { from: isoDay(from), to: isoDay(to), far: to.getTime() - now.getTime() > FAR_DAYS * DAY }
}

/** Fewer repeats of a type are an accident, not a rhythm. */
const FEWEST_REPEATS = 10
const SHOWN = 3

/** The types that she bought last and that the shop's customers buy again, with the day when that is usual. */
export async function readRhythms(db: Queryable, shop: Shop, customerId: CustomerId, now: Date): Promise<RhythmView[]> {
  return db.$queryRaw<RhythmView[]>`
    select r.product_type as type, r.median_days as "everyDays", r.repeats, last.day::text as "lastDay",
           (last.day + r.median_days)::text as "nextDay",
           last.day + r.median_days < (${now}::timestamptz at time zone ${shop.timeZone})::date as past
      from (
        select p.product_type as type, max((o.processed_at at time zone ${shop.timeZone})::date) as day
          from shop_order o
          join order_line l on l.shop_id = o.shop_id and l.order_id = o.id
          join product p on p.shop_id = l.shop_id and p.id = l.product_id
         where o.shop_id = ${shop.id} and o.customer_id = ${customerId} and o.cancelled_at is null
           and o.deleted_at is null and not o.test
         group by 1
      ) last
      join replenishment r on r.shop_id = ${shop.id} and r.product_type = last.type
     where r.repeats >= ${FEWEST_REPEATS}
     order by last.day desc, r.repeats desc, r.product_type
     limit ${SHOWN}`
}

function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10)
}
