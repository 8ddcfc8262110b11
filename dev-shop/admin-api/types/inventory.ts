import { gid } from '../../ids.ts'
import type { VariantRow } from '../../state/rows.ts'
import { inventoryItemId, levelsOf, type Level } from '../../webhooks/bodies/inventory-level.ts'
import { connection, listConnection } from '../connection.ts'
import type { PageArguments } from '../connection.ts'
import { refusal } from '../context.ts'
import type { Context } from '../context.ts'
import { timeFilter } from '../filters.ts'
import type { Fields } from '../resolver.ts'
import { searchCondition } from '../search-query.ts'
import { dateTime } from '../values.ts'

/** Each variant is one item. */
export function inventoryItems(
  _source: unknown,
  { query, ...page }: PageArguments & { query?: string | null },
  context: Context,
) {
  const filters = { updated_at: timeFilter('updated_at'), created_at: timeFilter('created_at') }
  const where = query == null ? [] : [searchCondition(query, filters)]
  return connection<VariantRow>(context, { select: 'select * from variants', key: 'id', id: 'id', where }, page)
}

export const inventoryItemFields: Fields = {
  id: ({ id }: VariantRow) => gid('InventoryItem', inventoryItemId(id).toString()),
  sku: ({ sku }: VariantRow) => sku,
  tracked: () => true,
  createdAt: (variant: VariantRow) => dateTime(variant.created_at),
  updatedAt: (variant: VariantRow) => dateTime(variant.updated_at),
  variants: (variant: VariantRow, page: PageArguments, context: Context) => listConnection(context, [variant], page),
  inventoryLevels: (variant: VariantRow, page: PageArguments & { query?: string | null }, context: Context) => {
    if (page.query != null) throw refusal('the dev shop cannot search inventory levels', 'INVALID_SEARCH')
    return listConnection(context, levelsOf(context.shop, variant), page)
  },
}

export const inventoryLevelFields: Fields = {
  id: ({ variant, location }: Level) =>
    `${gid('InventoryLevel', location.toString())}?inventory_item_id=${inventoryItemId(variant.id).toString()}`,
  isActive: () => true,
  createdAt: ({ variant }: Level) => dateTime(variant.created_at),
  updatedAt: ({ updatedAt }: Level) => dateTime(updatedAt),
  item: ({ variant }: Level) => variant,
  location: ({ location }: Level) => ({ id: gid('Location', location.toString()) }),
  quantities: ({ variant, available }: Level, { names }: { names: string[] }) =>
    names.map((name) => {
      if (name !== 'available') throw refusal(`the dev shop does not count "${name}"`, 'BAD_REQUEST')
      return { id: `${gid('InventoryQuantity', variant.id)}?name=${name}`, name, quantity: available, updatedAt: null }
    }),
}
