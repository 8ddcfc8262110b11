import { gid } from '../../ids.ts'
import { decimal } from '../../money.ts'
import { first } from '../../state/query.ts'
import type { CollectionRow, ProductRow, VariantRow } from '../../state/rows.ts'
import { connection } from '../connection.ts'
import type { PageArguments } from '../connection.ts'
import { productOf } from '../context.ts'
import type { Context } from '../context.ts'
import { typed } from '../resolver.ts'
import type { Fields } from '../resolver.ts'
import { count, dateTime, dateTimeOrNull, money } from '../values.ts'

export const productFields: Fields = {
  id: ({ id }: ProductRow) => gid('Product', id),
  legacyResourceId: ({ id }: ProductRow) => id,
  title: ({ title }: ProductRow) => title,
  handle: ({ handle }: ProductRow) => handle,
  productType: (product: ProductRow) => product.product_type,
  vendor: ({ vendor }: ProductRow) => vendor,
  status: ({ status }: ProductRow) => status,
  tags: ({ tags }: ProductRow) => JSON.parse(tags) as unknown,
  descriptionHtml: (product: ProductRow) => product.body_html,
  description: (product: ProductRow, { truncateAt }: { truncateAt?: number | null }) =>
    product.body_html.replace(/<[^>]*>/g, '').slice(0, truncateAt ?? undefined),
  options: options,
  createdAt: (product: ProductRow) => dateTime(product.created_at),
  updatedAt: (product: ProductRow) => dateTime(product.updated_at),
  publishedAt: (product: ProductRow) => dateTimeOrNull(product.published_at),
  onlineStoreUrl: (product: ProductRow, _: object, { shop }: Context) =>
    product.published_at === null ? null : `https://${shop.domain}/products/${product.handle}`,
  featuredMedia: featuredMedia,
  isGiftCard: () => false,
  totalInventory: ({ id }: ProductRow, _: object, context: Context) =>
    sumOfVariants(context, id, 'coalesce(sum(inventory_quantity), 0)'),
  variantsCount: ({ id }: ProductRow, _: object, context: Context) =>
    count(sumOfVariants(context, id, 'count(*)'), null),
  priceRangeV2: ({ id }: ProductRow, _: object, context: Context) => ({
    minVariantPrice: money(sumOfVariants(context, id, 'coalesce(min(price), 0)'), context.currency),
    maxVariantPrice: money(sumOfVariants(context, id, 'coalesce(max(price), 0)'), context.currency),
  }),
  variants: ({ id }: ProductRow, page: PageArguments, context: Context) =>
    connection<VariantRow>(
      context,
      { select: 'select * from variants', key: 'id', id: 'id', where: [{ sql: 'product_id = ?', parameters: [id] }] },
      page,
    ),
  collections: ({ id }: ProductRow, page: PageArguments, context: Context) =>
    connection<CollectionRow>(
      context,
      {
        select: 'select * from collections',
        key: 'id',
        id: 'id',
        where: [
          { sql: 'id in (select collection_id from collection_products where product_id = ?)', parameters: [id] },
        ],
      },
      page,
    ),
}

export const variantFields: Fields = {
  id: ({ id }: VariantRow) => gid('ProductVariant', id),
  legacyResourceId: ({ id }: VariantRow) => id,
  title: ({ title }: VariantRow) => title,
  displayName: (variant: VariantRow, _: object, context: Context) =>
    `${productOf(context, variant.product_id)?.title ?? ''} - ${variant.title}`,
  sku: ({ sku }: VariantRow) => sku,
  barcode: () => null,
  price: ({ price }: VariantRow, _: object, { currency }: Context) => decimal(price, currency),
  compareAtPrice: () => null,
  position: ({ position }: VariantRow) => position,
  inventoryQuantity: (variant: VariantRow) => variant.inventory_quantity,
  inventoryPolicy: () => 'DENY',
  inventoryItem: (variant: VariantRow) => variant,
  availableForSale: (variant: VariantRow) => variant.inventory_quantity > 0,
  selectedOptions: ({ options: chosen }: VariantRow) => JSON.parse(chosen) as unknown,
  product: (variant: VariantRow, _: object, context: Context) => productOf(context, variant.product_id),
  createdAt: (variant: VariantRow) => dateTime(variant.created_at),
  updatedAt: (variant: VariantRow) => dateTime(variant.updated_at),
}

function options(product: ProductRow, { first: most }: { first?: number | null }) {
  const stored = JSON.parse(product.options) as { name: string; values: string[] }[]
  return stored.slice(0, most ?? undefined).map(({ name, values }, index) => ({
    id: gid('ProductOption', String(BigInt(product.id) + 100_000_000_000_000n + BigInt(index))),
    name,
    position: index + 1,
    values,
  }))
}

function featuredMedia(product: ProductRow, _: object, { shop }: Context) {
  if (product.image === null) return null
  const url = new URL(product.image, shop.origin).href
  const image = { url, altText: product.title, width: 800, height: 800 }
  return typed('MediaImage', {
    id: gid('MediaImage', String(BigInt(product.id) + 200_000_000_000_000n)),
    alt: product.title,
    mediaContentType: 'IMAGE',
    status: 'READY',
    image,
    preview: { image, status: 'READY' },
  })
}

function sumOfVariants({ shop }: Context, productId: string, expression: string): number {
  const row = first<{ n: number }>(
    shop.state,
    `select ${expression} as n from variants where product_id = ?`,
    productId,
  )
  return row?.n ?? 0
}
