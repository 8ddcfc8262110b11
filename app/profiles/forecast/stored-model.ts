import { models, type ModelName, type ShopLaws, type ShopModel } from '../prediction/index.ts'

/** A shop's laws as a row keeps them. */
export type StoredModel = {
  law: ModelName
  parameters: number[]
  /** p, q and gamma of the law of spending; minor units. */
  spend: number[]
  basis: ShopModel['basis']
  logLikelihood: number
  buyers: number
  churnDays: number
  valueDays: number
}

/** What predictBuyer and predictShop ask for; null where nothing was fitted yet. */
export function lawsOf(stored: { law: string | null; parameters: number[]; spend: number[] }): ShopLaws | null {
  if (stored.law === null || !(stored.law in models)) return null
  const [p = 0, q = 0, gamma = 0] = stored.spend
  return { law: models[stored.law as ModelName].law(stored.parameters), spend: { p, q, gamma } }
}
