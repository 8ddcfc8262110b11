import type { Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import type { InventoryLevelRecord } from './inventory-level-from-shopify.ts'
import { tables, writeNewest } from './newest.server.ts'

/** @returns how many rows changed */
export function recordInventoryLevel(tx: Transaction, shop: Shop, told: InventoryLevelRecord): Promise<number> {
  return writeNewest(tx, shop, tables.inventoryLevel, told)
}
