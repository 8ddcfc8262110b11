import { z } from 'zod'
import { idFromGid, toGid, type CollectionId, type FactOf, type ProductId } from '../kernel/index.ts'
import { listCollectionsOf, listProducts } from '../ledger/index.server.ts'
import { installedShop, type AdminApi } from '../platform/index.server.ts'
import { readManyVariants } from './many-variants.server.ts'
import type { IntakeParts } from './parts.server.ts'
import { settlingRefusal } from './refusals.server.ts'

type Parts = Pick<IntakeParts, 'db' | 'adminFor' | 'now'>

/** Asks Shopify which products are in a collection, because no webhook tells. A refusal is kept for a person to see. */
export async function listCollection(
  { db, adminFor, now }: Parts,
  { shopId, collectionId }: FactOf<'collection-changed'>,
): Promise<void> {
  const shop = await installedShop(db, { id: shopId })
  if (shop === null) return
  const toldAt = now()
  await settlingRefusal(db, { shopId, subject: 'collection', subjectId: collectionId }, toldAt, async () => {
    const ids = await allIds(await adminFor(shop.domain), PRODUCTS_QUERY, toGid('Collection', collectionId))
    if (ids === null) return
    const productIds = ids.map((gid): ProductId => idFromGid('Product', gid))
    await db.$transaction((tx) => listProducts(tx, shop, collectionId, productIds, toldAt), { timeout: 60_000 })
  })
}

/**
 * Asks Shopify what a product's webhook does not tell: which collections it is in, as a new type or tag may have moved
 * it, and all of its variants where there are more than the webhook tells.
 */
export async function followProduct(parts: Parts, { shopId, productId }: FactOf<'product-changed'>): Promise<void> {
  const { db, adminFor, now } = parts
  const shop = await installedShop(db, { id: shopId })
  if (shop === null) return
  const toldAt = now()
  await settlingRefusal(db, { shopId, subject: 'product', subjectId: productId }, toldAt, async () => {
    const admin = await adminFor(shop.domain)
    await readManyVariants(parts, admin, shop, productId)
    const ids = await allIds(admin, COLLECTIONS_QUERY, toGid('Product', productId))
    if (ids === null) return
    const collectionIds = ids.map((gid): CollectionId => idFromGid('Collection', gid))
    await db.$transaction((tx) => listCollectionsOf(tx, shop, productId, collectionIds, toldAt))
  })
}

const PRODUCTS_QUERY = `#graphql
  query ProductsOfCollection($id: ID!, $after: String) {
    owner: collection(id: $id) { members: products(first: 250, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }
  }`

const COLLECTIONS_QUERY = `#graphql
  query CollectionsOfProduct($id: ID!, $after: String) {
    owner: product(id: $id) { members: collections(first: 250, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }
  }`

const answer = z.object({
  owner: z
    .object({
      members: z.object({
        nodes: z.array(z.object({ id: z.string() })),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      }),
    })
    .nullable(),
})

/** The gids of all pages; null where the owner is gone. */
async function allIds(admin: AdminApi, query: string, id: string): Promise<string[] | null> {
  const ids: string[] = []
  for (let after: string | null = null; ;) {
    const { owner } = answer.parse(await admin.run(query, { id, after }))
    if (owner === null) return null
    ids.push(...owner.members.nodes.map((node) => node.id))
    const { hasNextPage, endCursor }: { hasNextPage: boolean; endCursor: string | null } = owner.members.pageInfo
    if (!hasNextPage) return ids
    after = endCursor
  }
}
