import type { Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import { tables, writeNewest } from './newest.server.ts'
import type { ReturnRecord } from './return-from-shopify.ts'

/** @returns how many rows changed */
export function recordReturn(tx: Transaction, shop: Shop, told: ReturnRecord): Promise<number> {
  return writeNewest(tx, shop, tables.orderReturn, told)
}
