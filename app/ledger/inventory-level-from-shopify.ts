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

/** How many pieces of an item lie at a location. */
export type InventoryLevelRecord = ReturnType<typeof inventoryLevelFromWebhook>

/** Reads inventory_levels/update. @throws MalformedBody naming the field */
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
