import { decimal } from '../../money.ts'
import type { JsonObject } from '../json.ts'

/** An amount in minor units as a *_set of a REST body; this shop presents in its own currency only. */
export function moneySet(minor: number, currency: string): JsonObject {
  const money = { amount: decimal(minor, currency), currency_code: currency }
  return { shop_money: money, presentment_money: { ...money } }
}
