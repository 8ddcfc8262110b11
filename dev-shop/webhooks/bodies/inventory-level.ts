import { gid } from '../../ids.ts'
import type { DevShop } from '../../shop.ts'
import { first } from '../../state/query.ts'
import type { VariantRow } from '../../state/rows.ts'
import type { JsonObject } from '../json.ts'
import { shopTime } from './time.ts'

export const LOCATION = 9_007_199_254_749_001n

const ITEM_OFFSET = 300_000_000_000_000n

export function inventoryItemId(variantId: string): bigint {
  return BigInt(variantId) + ITEM_OFFSET
}

/** The other way round. */
export function variantOfItem(itemId: string): string {
  return (BigInt(itemId) - ITEM_OFFSET).toString()
}

/** inventory_levels/update; the resource is the variant, in the shop's only location. */
export function inventoryLevelBody(shop: DevShop, variantId: string): JsonObject {
  const variant = first<VariantRow>(shop.state, 'select * from variants where id = ?', variantId)
  if (variant === undefined) throw new Error(`no variant ${variantId}`)
  const item = inventoryItemId(variant.id)
  return {
    inventory_item_id: item,
    location_id: LOCATION,
    available: variant.inventory_quantity,
    updated_at: shopTime(variant.updated_at),
    admin_graphql_api_id: `${gid('InventoryLevel', LOCATION.toString())}?inventory_item_id=${item.toString()}`,
  }
}
