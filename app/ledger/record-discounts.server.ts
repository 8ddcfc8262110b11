import type { DiscountId, Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import type { DiscountRecord, RedeemCodeRecord } from './discount-from-shopify.ts'
import { tables, writeNewest, writeTombstone } from './newest.server.ts'

/** @returns how many rows changed */
export function recordDiscount(tx: Transaction, shop: Shop, told: DiscountRecord): Promise<number> {
  return writeNewest(tx, shop, tables.discount, told)
}

/** @returns how many rows changed */
export function deleteDiscount(
  tx: Transaction,
  shop: Shop,
  told: { id: DiscountId; method: string; deletedAt: Date },
): Promise<number> {
  const blank = { ...told, title: '', status: 'deleted', createdAt: new Date(0) }
  return writeTombstone(tx, shop, tables.discount, blank)
}

/** @returns how many rows changed */
export function recordRedeemCode(tx: Transaction, shop: Shop, told: RedeemCodeRecord): Promise<number> {
  return writeNewest(tx, shop, tables.redeemCode, told)
}

/** A code that was removed never comes back under its id. @returns how many rows changed */
export function deleteRedeemCode(tx: Transaction, shop: Shop, told: RedeemCodeRecord): Promise<number> {
  const { id, discountId, code, updatedAt: deletedAt } = told
  return writeTombstone(tx, shop, tables.redeemCode, { id, discountId, code, deletedAt })
}
