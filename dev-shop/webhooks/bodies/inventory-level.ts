import { gid } from '../../ids.ts'
import type { DevShop } from '../../shop.ts'
import { all, first } from '../../state/query.ts'
import type { FurtherStockRow, VariantRow } from '../../state/rows.ts'
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

/** What of a variant lies at one location. */
export type Level = { variant: VariantRow; location: bigint; available: number; updatedAt: string }

/** Everywhere a variant lies: first the shop's own location. */
export function levelsOf(shop: DevShop, variant: VariantRow): Level[] {
  const further = all<FurtherStockRow>(
    shop.state,
    'select * from further_stock where variant_id = ? order by location_id',
    variant.id,
  )
  return [
    { variant, location: LOCATION, available: variant.inventory_quantity, updatedAt: variant.updated_at },
    ...further.map(({ location_id: location, available, updated_at: updatedAt }) => ({
      ...{ variant, available, updatedAt },
      location: BigInt(location),
    })),
  ]
}

/** inventory_levels/connect and /update; the resource is the variant, at the shop's own location unless `location` is given. */
export function inventoryLevelBody(shop: DevShop, variantId: string, extra: Record<string, unknown>): JsonObject {
  const location = locationIn(extra)
  const level = levelsOf(shop, variantOf(shop, variantId)).find((one) => one.location === location)
  if (level === undefined) throw new Error(`${variantId} does not lie at ${String(location)}`)
  const item = inventoryItemId(variantId)
  return {
    inventory_item_id: item,
    location_id: location,
    available: level.available,
    updated_at: shopTime(level.updatedAt),
    admin_graphql_api_id: `${gid('InventoryLevel', location.toString())}?inventory_item_id=${item.toString()}`,
  }
}

/** inventory_levels/disconnect says where, and nothing else. */
export function disconnectedLevelBody(_shop: DevShop, variantId: string, extra: Record<string, unknown>): JsonObject {
  return { inventory_item_id: inventoryItemId(variantId), location_id: locationIn(extra) }
}

function locationIn({ location }: Record<string, unknown>): bigint {
  return typeof location === 'string' ? BigInt(location) : LOCATION
}

function variantOf(shop: DevShop, variantId: string): VariantRow {
  const variant = first<VariantRow>(shop.state, 'select * from variants where id = ?', variantId)
  if (variant === undefined) throw new Error(`no variant ${variantId}`)
  return variant
}
