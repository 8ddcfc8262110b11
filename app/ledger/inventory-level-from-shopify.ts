import { z } from 'zod'
import { toId, type InventoryItemId, type LocationId } from '../kernel/index.ts'
import { readShape } from './shopify-json.ts'
import { bareId, count, gidText, moment } from './shopify-fields.ts'

const webhook = z.object({
  inventory_item_id: bareId,
  location_id: bareId,
  admin_graphql_api_id: gidText.nullish(),
  available: count.nullish(),
  updated_at: moment,
})

/** How many pieces of an item lie at a location; null where it is not counted there, or lies there no more. */
export type InventoryLevelRecord = ReturnType<typeof inventoryLevelFromWebhook>

/** Reads inventory_levels/connect and /update. @throws MalformedBody naming the field */
export function inventoryLevelFromWebhook(body: unknown, toldAt: Date) {
  const told = readShape('inventory level', webhook, body)
  return {
    inventoryItemId: toId<InventoryItemId>(told.inventory_item_id),
    locationId: toId<LocationId>(told.location_id),
    available: told.available ?? null,
    updatedAt: told.updated_at,
    toldAt,
  }
}

const disconnected = z.object({ inventory_item_id: bareId, location_id: bareId })

/** Reads inventory_levels/disconnect. @throws MalformedBody naming the field */
export function disconnectedLevelFromWebhook(body: unknown, toldAt: Date): InventoryLevelRecord {
  const told = readShape('inventory level', disconnected, body)
  return goneLevel(toId<InventoryItemId>(told.inventory_item_id), toId<LocationId>(told.location_id), toldAt)
}

/** An item that lies at a location no more. To the second, as levels are told, so that one of the same second may follow. */
export function goneLevel(
  inventoryItemId: InventoryItemId,
  locationId: LocationId,
  toldAt: Date,
): InventoryLevelRecord {
  const updatedAt = new Date(Math.floor(toldAt.getTime() / 1000) * 1000)
  return { inventoryItemId, locationId, available: null, updatedAt, toldAt }
}
