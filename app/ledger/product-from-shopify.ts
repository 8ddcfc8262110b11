import { z } from 'zod'
import { idFromGid, parseMinor, type ProductId, type VariantId } from '../kernel/index.ts'
import type { ProductRecord, VariantRecord } from './records.ts'
import { readShape } from './shopify-json.ts'
import {
  bareId,
  decimal,
  gidText,
  moment,
  optionalMoment,
  optionalText,
  ownId,
  shortText,
  sortTags,
  splitTags,
  text,
} from './shopify-fields.ts'

const webhookVariant = z.object({
  id: bareId,
  admin_graphql_api_id: gidText.nullish(),
  title: text,
  sku: optionalText,
  price: decimal,
  option1: optionalText,
  option2: optionalText,
  option3: optionalText,
})

const webhook = z.object({
  id: bareId,
  admin_graphql_api_id: gidText.nullish(),
  title: text,
  handle: text,
  product_type: shortText.nullish(),
  vendor: text.nullish(),
  status: text,
  tags: text.nullish(),
  created_at: optionalMoment,
  updated_at: moment,
  image: z.object({ src: text }).nullish(),
  options: z.array(z.object({ name: text })).nullish(),
  variants: z.array(webhookVariant),
  variant_gids: z.array(z.object({ admin_graphql_api_id: gidText })).nullish(),
})

/** How many variants a webhook tells at most; of the others it names the ids. */
export const VARIANTS_TOLD = 100

/** Reads products/create and products/update; prices are in the shop's currency. @throws MalformedBody naming the field */
export function productFromWebhook(body: unknown, currency: string, toldAt: Date): ProductRecord {
  const product = readShape('product', webhook, body)
  const id = ownId('Product', product)
  const names = (product.options ?? []).map(({ name }) => name)
  const told = new Set<VariantId>(product.variants.map((variant) => ownId('ProductVariant', variant)))
  const untold = (product.variant_gids ?? [])
    .map(({ admin_graphql_api_id: gid }): VariantId => idFromGid('ProductVariant', gid))
    .filter((variantId) => !told.has(variantId))
  return {
    id,
    title: product.title,
    handle: product.handle,
    productType: product.product_type ?? '',
    vendor: product.vendor ?? '',
    status: product.status.toLowerCase(),
    tags: splitTags(product.tags ?? ''),
    imageUrl: product.image?.src ?? null,
    createdAt: product.created_at ?? product.updated_at,
    updatedAt: product.updated_at,
    toldAt,
    variants: product.variants.map((variant) => ({
      productId: id,
      id: ownId('ProductVariant', variant),
      title: variant.title,
      sku: variant.sku,
      priceMinor: parseMinor(variant.price, currency),
      options: [variant.option1, variant.option2, variant.option3].flatMap((value, place) => {
        const name = names[place]
        return name === undefined || value === null ? [] : [{ name, value }]
      }),
    })),
    ...(untold.length > 0 && { untold }),
    complete: true,
  }
}

const node = z.object({
  id: gidText,
  title: text,
  handle: text,
  productType: text,
  vendor: text,
  status: text,
  tags: z.array(text),
  createdAt: moment,
  updatedAt: moment,
  featuredMedia: z.object({ preview: z.object({ image: z.object({ url: text }).nullish() }).nullish() }).nullish(),
})

const variantNode = z.object({
  id: gidText,
  title: text,
  sku: optionalText,
  price: decimal,
  selectedOptions: z.array(z.object({ name: text, value: text })),
})

/** What a bulk export must ask of each product, and of its variants, for productFromBulk. */
export const PRODUCT_FIELDS = `id title handle productType vendor status tags createdAt updatedAt
  featuredMedia { preview { image { url } } }`
export const VARIANT_FIELDS = 'id title sku price selectedOptions { name value }'

/** Reads a product of a bulk export that began at `toldAt`; `variants` are its children so far. @throws MalformedBody naming the field */
export function productFromBulk(given: unknown, variants: unknown[], currency: string, toldAt: Date): ProductRecord {
  const product = readShape('product', node, given)
  const id = idFromGid('Product', product.id)
  return {
    id,
    title: product.title,
    handle: product.handle,
    productType: product.productType,
    vendor: product.vendor,
    status: product.status.toLowerCase(),
    tags: sortTags(product.tags),
    imageUrl: product.featuredMedia?.preview?.image?.url ?? null,
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    toldAt,
    variants: variants.map((variant) => variantFromBulk(variant, id, currency)),
  }
}

/** Reads a variant of a bulk export. @throws MalformedBody naming the field */
export function variantFromBulk(given: unknown, productId: ProductId, currency: string): VariantRecord {
  const variant = readShape('variant', variantNode, given)
  return {
    productId,
    id: idFromGid('ProductVariant', variant.id),
    title: variant.title,
    sku: variant.sku,
    priceMinor: parseMinor(variant.price, currency),
    options: variant.selectedOptions,
  }
}
