import { z } from 'zod'
import { idFromGid, type ProductId } from '../kernel/index.ts'
import type { CollectionRecord } from './records.ts'
import { readShape } from './shopify-json.ts'
import { bareId, gidText, moment, ownId, text } from './shopify-fields.ts'

const webhook = z.object({
  id: bareId,
  admin_graphql_api_id: gidText.nullish(),
  title: text,
  handle: text,
  updated_at: moment,
})

/** Reads collections/create and collections/update, which never say what is in it. @throws MalformedBody naming the field */
export function collectionFromWebhook(body: unknown, toldAt: Date): CollectionRecord {
  const collection = readShape('collection', webhook, body)
  return {
    id: ownId('Collection', collection),
    title: collection.title,
    handle: collection.handle,
    updatedAt: collection.updated_at,
    toldAt,
    productIds: null,
    complete: true,
  }
}

const node = z.object({ id: gidText, title: text, handle: text, updatedAt: moment })
const member = z.object({ id: gidText })

/** What a bulk export must ask of each collection for collectionFromBulk; of its products it asks the id. */
export const COLLECTION_FIELDS = 'id title handle updatedAt'

/** Reads a collection of a bulk export that began at `toldAt`; `products` are its children so far. @throws MalformedBody naming the field */
export function collectionFromBulk(given: unknown, products: unknown[], toldAt: Date): CollectionRecord {
  const collection = readShape('collection', node, given)
  return {
    id: idFromGid('Collection', collection.id),
    title: collection.title,
    handle: collection.handle,
    updatedAt: collection.updatedAt,
    toldAt,
    productIds: products.map(productIdFromBulk),
  }
}

/** Reads a product of a collection. @throws MalformedBody naming the field */
export function productIdFromBulk(given: unknown): ProductId {
  return idFromGid('Product', readShape('product', member, given).id)
}
