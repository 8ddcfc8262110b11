import { decimal, shopCurrency } from '../money.ts'
import { gid, parseGid } from '../ids.ts'
import type { DevShop } from '../shop.ts'
import { all, first } from '../state/query.ts'
import type { CollectionRow, ProductRow, VariantRow } from '../state/rows.ts'
import { containing } from './pages/query.ts'

/** One line of the resource picker; `value` is what the app gets, in Shopify's shape. */
export type PickerRow = { id: string; title: string; image: string | null; cells: string[]; value: object }

const MOST_ROWS = 50

/** What the resource picker shows for some words; without words the already chosen `ids` come first. Null for an unknown type. */
export function findResources(shop: DevShop, type: string, words: string, ids: readonly string[]): PickerRow[] | null {
  if (type === 'product')
    return rowsOf<ProductRow>(shop, 'products', 'title', words, numbers(ids, 'Product')).map((row) =>
      productRow(shop, row),
    )
  if (type === 'collection') {
    return rowsOf<CollectionRow>(shop, 'collections', 'title', words, numbers(ids, 'Collection')).map((row) =>
      collectionRow(shop, row),
    )
  }
  if (type !== 'variant') return null
  const table =
    "(select v.*, p.title || ' – ' || v.title as name, p.image from variants v join products p on p.id = v.product_id)"
  return rowsOf<NamedVariant>(shop, table, 'name', words, numbers(ids, 'ProductVariant')).map((row) => ({
    id: gid('ProductVariant', row.id),
    title: row.name,
    image: row.image,
    cells: [`${decimal(row.price, shopCurrency(shop.state))} ${shopCurrency(shop.state)}`],
    value: variantValue(shop, row),
  }))
}

type NamedVariant = VariantRow & { name: string; image: string | null }

function numbers(ids: readonly string[], type: string): string[] {
  return ids.map((id) => parseGid(id, type)).filter((id) => id !== null)
}

function rowsOf<Row>(shop: DevShop, table: string, column: string, words: string, ids: string[]): Row[] {
  const chosen = JSON.stringify(words === '' ? ids : [])
  return all<Row>(
    shop.state,
    String.raw`select * from ${table} where ${column} like ? escape '\'
      order by id in (select value from json_each(?)) desc, ${column} limit ${MOST_ROWS}`,
    containing(words),
    chosen,
  )
}

function productRow(shop: DevShop, row: ProductRow): PickerRow {
  const variants = all<VariantRow>(shop.state, 'select * from variants where product_id = ? order by position', row.id)
  const stock = variants.reduce((sum, variant) => sum + variant.inventory_quantity, 0)
  const value = {
    id: gid('Product', row.id),
    title: row.title,
    handle: row.handle,
    productType: row.product_type,
    vendor: row.vendor,
    status: row.status,
    tags: JSON.parse(row.tags) as unknown,
    options: JSON.parse(row.options) as unknown,
    descriptionHtml: row.body_html,
    images:
      row.image === null
        ? []
        : [{ id: gid('ProductImage', row.id), originalSrc: shop.origin + row.image, altText: row.title }],
    hasOnlyDefaultVariant: variants.length === 1,
    totalVariants: variants.length,
    totalInventory: stock,
    tracksInventory: true,
    variants: variants.map((variant) => variantValue(shop, variant)),
    publishedAt: row.published_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
  return { id: value.id, title: row.title, image: row.image, cells: [String(stock)], value }
}

function variantValue(shop: DevShop, row: VariantRow): object {
  return {
    id: gid('ProductVariant', row.id),
    title: row.title,
    displayName: row.title,
    sku: row.sku,
    price: decimal(row.price, shopCurrency(shop.state)),
    position: row.position,
    inventoryQuantity: row.inventory_quantity,
    availableForSale: row.inventory_quantity > 0,
    selectedOptions: JSON.parse(row.options) as unknown,
    product: { id: gid('Product', row.product_id) },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

function collectionRow(shop: DevShop, row: CollectionRow): PickerRow {
  const counted = first<{ n: number }>(
    shop.state,
    'select count(*) as n from collection_products where collection_id = ?',
    row.id,
  )
  const value = {
    id: gid('Collection', row.id),
    title: row.title,
    handle: row.handle,
    descriptionHtml: row.body_html,
    productsCount: counted?.n ?? 0,
    updatedAt: row.updated_at,
  }
  return { id: value.id, title: row.title, image: null, cells: [String(value.productsCount)], value }
}
