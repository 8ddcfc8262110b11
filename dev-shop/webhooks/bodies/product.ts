import { gid } from '../../ids.ts'
import { decimal, shopCurrency } from '../../money.ts'
import type { DevShop } from '../../shop.ts'
import { all, first } from '../../state/query.ts'
import type { ProductRow, VariantRow } from '../../state/rows.ts'
import type { Json, JsonObject } from '../json.ts'
import { shopTime, shopTimeOrNull } from './time.ts'

const VARIANTS_TOLD = 100

/** products/create and products/update: the first hundred variants, the ids of all, options and the image. */
export function productBody(shop: DevShop, productId: string): JsonObject {
  const product = first<ProductRow>(shop.state, 'select * from products where id = ?', productId)
  if (product === undefined) throw new Error(`no product ${productId}`)
  const variants = all<VariantRow>(
    shop.state,
    'select * from variants where product_id = ? order by position, id',
    productId,
  )
  const image = imageOf(shop, product)
  return {
    admin_graphql_api_id: gid('Product', product.id),
    body_html: product.body_html,
    created_at: shopTime(product.created_at),
    handle: product.handle,
    id: BigInt(product.id),
    product_type: product.product_type,
    published_at: shopTimeOrNull(product.published_at),
    template_suffix: null,
    title: product.title,
    updated_at: shopTime(product.updated_at),
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    published_scope: 'web',
    tags: (JSON.parse(product.tags) as string[]).join(', '),
    variants: variants.slice(0, VARIANTS_TOLD).map((variant) => variantFields(variant, shopCurrency(shop.state))),
    options: optionFields(product),
    images: image === null ? [] : [image],
    image,
    media: [],
    variant_gids: variants.map((variant) => ({
      admin_graphql_api_id: gid('ProductVariant', variant.id),
      updated_at: variant.updated_at,
    })),
    has_variants_that_requires_components: false,
    category: null,
  }
}

function variantFields(variant: VariantRow, currency: string): Json {
  const options = JSON.parse(variant.options) as { name: string; value: string }[]
  return {
    admin_graphql_api_id: gid('ProductVariant', variant.id),
    barcode: null,
    compare_at_price: null,
    created_at: shopTime(variant.created_at),
    id: BigInt(variant.id),
    inventory_policy: 'deny',
    position: variant.position,
    price: decimal(variant.price, currency),
    product_id: BigInt(variant.product_id),
    sku: variant.sku,
    taxable: true,
    title: variant.title,
    updated_at: shopTime(variant.updated_at),
    option1: options[0]?.value ?? 'Default Title',
    option2: options[1]?.value ?? null,
    option3: options[2]?.value ?? null,
    image_id: null,
    inventory_item_id: BigInt(variant.id) + 300_000_000_000_000n,
    inventory_quantity: variant.inventory_quantity,
    old_inventory_quantity: variant.inventory_quantity,
  }
}

function optionFields(product: ProductRow): Json {
  const options = JSON.parse(product.options) as { name: string; values: string[] }[]
  return options.map(({ name, values }, index) => ({
    id: BigInt(product.id) + 100_000_000_000_000n + BigInt(index),
    product_id: BigInt(product.id),
    name,
    position: index + 1,
    values,
  }))
}

function imageOf(shop: DevShop, product: ProductRow): JsonObject | null {
  if (product.image === null) return null
  const id = BigInt(product.id) + 200_000_000_000_000n
  return {
    admin_graphql_api_id: gid('MediaImage', id.toString()),
    alt: product.title,
    created_at: shopTime(product.created_at),
    height: 800,
    id,
    position: 1,
    product_id: BigInt(product.id),
    src: new URL(product.image, shop.origin).href,
    updated_at: shopTime(product.updated_at),
    variant_ids: [],
    width: 800,
  }
}
