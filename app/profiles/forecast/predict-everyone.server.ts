import type { ShopId } from '../../kernel/index.ts'
import { AFTER_DELIVERIES, recordFact, type Database, type Transaction } from '../../platform/index.server.ts'
import { readBuyingRows, readTypeRows } from './buying-rows.server.ts'
import { noteChecks, settleChecks } from './checks.server.ts'
import { dayNumber } from './days.ts'
import { forecastApart } from './forecast-apart.server.ts'
import type { ShopForecast } from './forecast-shop.ts'
import { predictionAt, predictionRow } from './prediction-row.ts'
import { writePortion } from './write-predictions.server.ts'

const WHOLE_SHOP = { timeout: 30 * 60_000, maxWait: 60_000 }
const PORTION = 20_000
const [LOWEST, HIGHEST] = [-(2n ** 63n), 2n ** 63n - 1n]

/** Has the whole shop fitted and predicted anew by one job of its own, after everything that cannot wait. */
export async function predictSoon(db: Database, shopId: ShopId, now: Date): Promise<void> {
  await db.$transaction(async (tx) => {
    await standAt(tx, shopId, 'waiting', now)
    const timing = { key: `predictions-${String(shopId)}`, priority: AFTER_DELIVERIES }
    await recordFact(tx, { kind: 'predictions-due', shopId }, timing)
  })
}

/**
 * Fits the laws that did best on the shop's own past and predicts everybody by them, a portion at a time. Whom an order
 * predicts anew meanwhile keeps that.
 */
export async function predictEveryone(db: Database, shopId: ShopId, now: Date): Promise<void> {
  const shop = await db.shop.findUnique({ where: { id: shopId } })
  if (shop === null) return
  await standAt(db, shopId, 'fitting', now)
  const today = dayNumber(shop, now)
  const whose = { shopId, customerIds: 'everyone' as const }
  const { buying, types } = await db.$transaction(async (tx) => {
    await tx.$executeRaw`set local work_mem = '128MB'`
    return { buying: await readBuyingRows(tx, whose), types: await readTypeRows(tx, whose) }
  }, WHOLE_SHOP)
  const forecast = await forecastApart({ buying, types, today })
  await db.$transaction((tx) => writeShop(tx, shopId, forecast, now), WHOLE_SHOP)
  await writeCustomers(db, { shopId, forecast, today, now })
  await db.$transaction(async (tx) => {
    await settleChecks(tx, whose, now)
    await noteChecks(tx, whose, now)
    await standAt(tx, shopId, null, now)
  }, WHOLE_SHOP)
}

async function writeShop(tx: Transaction, shopId: ShopId, { model, backtest, rhythms }: ShopForecast, now: Date) {
  await tx.predictionModel.update({
    where: { shopId },
    data: { ...model, backtest, fittedAt: now, stage: 'writing', stageAt: now },
  })
  await tx.replenishment.deleteMany({ where: { shopId } })
  await tx.replenishment.createMany({
    data: rhythms.map(({ type: productType, ...rhythm }) => ({ shopId, productType, ...rhythm, computedAt: now })),
  })
}

type Writing = { shopId: ShopId; forecast: ShopForecast; today: number; now: Date }

async function writeCustomers(db: Database, { shopId, forecast, today, now }: Writing): Promise<void> {
  const { customers, predictions } = forecast
  for (let from = 0, after = LOWEST; from === 0 || from < customers.length; from += PORTION) {
    const rows = customers
      .slice(from, from + PORTION)
      .map((customer, i) => predictionRow(customer, predictionAt(predictions, from + i), today))
    const last = from + PORTION < customers.length ? BigInt(rows.at(-1)?.customer_id ?? HIGHEST) : HIGHEST
    await db.$transaction((tx) => writePortion(tx, { shopId, rows, after, last, now }), WHOLE_SHOP)
    after = last
  }
}

async function standAt(db: Transaction, shopId: ShopId, stage: 'waiting' | 'fitting' | null, now: Date): Promise<void> {
  const standing = { stage, stageAt: now }
  await db.predictionModel.upsert({ where: { shopId }, create: { shopId, ...standing }, update: standing })
}
