import type { InventoryLevelRecord } from '../../../ledger/index.ts'
import type { Found } from './mend-found.server.ts'

export type Level = InventoryLevelRecord

/** With the gid of its item, by which a name can be asked for. */
export type FoundLevel = Found & { item: string }

export function nameOfLevel({
  inventoryItemId: item,
  locationId: place,
}: {
  inventoryItemId: bigint
  locationId: bigint
}): string {
  return `${String(item)}@${String(place)}`
}
