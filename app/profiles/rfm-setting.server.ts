import type { Shop, ShopId } from '../kernel/index.ts'
import { recordFact, type Database, type Queryable } from '../platform/index.server.ts'
import { isMeasured } from './shop-measures.server.ts'
import { rfmDimensions, type Cuts, type RfmBorders } from './rfm-borders.ts'

/** How the shop scores its buyers, and how far the last change has come; counts of customers. */
export type RfmSettingView = {
  mode: 'fifths' | 'own'
  /** What is in force; null before the first order. */
  borders: RfmBorders | null
  rescoring: { scored: number; total: number } | null
  groups: Record<string, number>
}

export async function readRfmSetting(db: Queryable, shop: Shop): Promise<RfmSettingView> {
  const [setting, borders, groups] = await Promise.all([
    db.rfmSetting.findUnique({ where: { shopId: shop.id } }),
    bordersOf(db, shop.id),
    db.profile.groupBy({ by: ['rfmGroup'], where: { shopId: shop.id }, _count: true }),
  ])
  const waits = setting !== null && setting.finishedAt === null
  return {
    mode: setting?.mode === 'own' ? 'own' : 'fifths',
    borders: setting?.mode === 'own' ? { ...cutsOf(setting), origin: 'own' } : borders,
    rescoring: waits ? { scored: setting.scored, total: setting.total } : null,
    groups: Object.fromEntries(groups.map(({ rfmGroup, _count }) => [rfmGroup, _count])),
  }
}

/** The borders by which the shop's buyers are scored now; null before the first order. */
export async function bordersOf(db: Queryable, shopId: ShopId): Promise<RfmBorders | null> {
  const [rows, setting, measured] = await Promise.all([
    db.rfmThreshold.findMany({ where: { shopId } }),
    db.rfmSetting.findUnique({ where: { shopId } }),
    isMeasured(db, shopId),
  ])
  const cuts = rfmDimensions.map((dimension) => [dimension, rows.find((row) => row.dimension === dimension)?.cuts])
  if (cuts.some(([, found]) => found === undefined)) return null
  const origin = setting?.mode === 'own' ? 'own' : measured ? 'fifths' : 'few-buyers'
  return { ...(Object.fromEntries(cuts) as Cuts), origin }
}

/** Sets the borders, null for fifths of the shop, and has everybody scored anew by one job. */
export async function saveRfmSetting(db: Database, shop: Shop, own: Cuts | null, now: Date): Promise<void> {
  const cuts = own ?? { recency: [], frequency: [], monetary: [] }
  const setting = {
    mode: own === null ? 'fifths' : 'own',
    ...cuts,
    savedAt: now,
    total: 0,
    scored: 0,
    finishedAt: null,
  }
  await db.$transaction(async (tx) => {
    await tx.rfmSetting.upsert({ where: { shopId: shop.id }, create: { shopId: shop.id, ...setting }, update: setting })
    await recordFact(tx, { kind: 'rfm-borders-changed', shopId: shop.id }, { key: `rfm-${String(shop.id)}` })
  })
}

function cutsOf({ recency, frequency, monetary }: Cuts): Cuts {
  return { recency, frequency, monetary }
}
