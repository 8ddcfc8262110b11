import type { NativeSegmentId, Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import type { NativeSegmentRecord } from './native-segment-from-shopify.ts'
import { tables, writeNewest, writeTombstone } from './newest.server.ts'

/** @returns how many rows changed */
export function recordNativeSegment(tx: Transaction, shop: Shop, told: NativeSegmentRecord): Promise<number> {
  return writeNewest(tx, shop, tables.nativeSegment, told)
}

/** @returns how many rows changed */
export function deleteNativeSegment(
  tx: Transaction,
  shop: Shop,
  id: NativeSegmentId,
  deletedAt: Date,
): Promise<number> {
  const blank = { id, name: '', query: '', createdAt: new Date(0), deletedAt }
  return writeTombstone(tx, shop, tables.nativeSegment, blank)
}
