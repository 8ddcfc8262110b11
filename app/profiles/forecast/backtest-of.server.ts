import type { Shop } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'
import type { ModelView } from '../outlook-view.ts'
import type { BacktestResult, ModelName, ShopModel } from '../prediction/index.ts'

/** How the shop's laws stand and how they did on its own past; nothing tested before the first fit. */
export async function readBacktest(
  db: Queryable,
  shop: Shop,
): Promise<{ model: ModelView; result: BacktestResult | null }> {
  const found = await db.predictionModel.findUnique({ where: { shopId: shop.id } })
  return {
    model: {
      law: (found?.law ?? null) as ModelName | null,
      buyers: found?.buyers ?? 0,
      basis: (found?.basis ?? null) as ShopModel['basis'] | null,
      fittedAt: found?.fittedAt?.toISOString() ?? null,
      stage: (found?.stage ?? null) as ModelView['stage'],
    },
    result: (found?.backtest ?? null) as BacktestResult | null,
  }
}
