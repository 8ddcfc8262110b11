import type { CollectionId, ProductId, Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import { idList } from './lists.server.ts'
import { digestOf } from './digest.server.ts'
import type { Recorded } from './recorded.ts'
import { relation } from './relation.server.ts'
import type { CollectionRecord } from './records.ts'
import { collectionShape, memberShape } from './shapes.ts'

type Membership = { collectionId: CollectionId; productId: ProductId }

/** Writes collections, one or thousands; where a telling lists their products, that list has a version of its own. */
export async function recordCollections(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  collections: CollectionRecord[],
): Promise<Recorded> {
  if (collections.length === 0) return { applied: 0, customerIds: [] }
  const former = await formerVersions(tx, shop, collections)
  const applied = await upsert(tx, shop, collections)
  for (const { id, productIds, toldAt, updatedAt, partial } of collections) {
    // The members of a version that we have are known; where the import stops, those told later would be missing.
    const beside = partial === true && former.get(id)?.getTime() === updatedAt.getTime()
    if (productIds !== null) await listProducts(tx, shop, id, productIds, toldAt, beside)
  }
  return { applied, customerIds: [] }
}

async function formerVersions(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  collections: CollectionRecord[],
): Promise<Map<CollectionId, Date>> {
  const ids = collections.filter(({ partial }) => partial).map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ id: CollectionId; updatedAt: Date }[]>`
    select id, updated_at as "updatedAt" from collection where shop_id = ${shop.id} and id = any(${idList(ids)})`
  return new Map(rows.map(({ id, updatedAt }) => [id, updatedAt]))
}

/**
 * Says which products are in a collection, as Shopify told at `toldAt`; an older list than the one we have changes nothing.
 * @param beside whether the products come beside those that are known, not instead of them
 */
export async function listProducts(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  collectionId: CollectionId,
  productIds: ProductId[],
  toldAt: Date,
  beside = false,
): Promise<void> {
  const listed = await tx.$executeRaw`
    update collection set products_told_at = ${toldAt}
     where shop_id = ${shop.id} and id = ${collectionId} and deleted_at is null
       and (products_told_at is null or products_told_at <= ${toldAt})`
  if (listed === 0) return
  if (!beside) await tx.collectionProduct.deleteMany({ where: { shopId: shop.id, collectionId } })
  await insert(
    tx,
    shop,
    productIds.map((productId) => ({ collectionId, productId })),
  )
}

/** Says which collections a product is in, as Shopify told at `toldAt`; collections listed later than that keep their list. */
export async function listCollectionsOf(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  productId: ProductId,
  collectionIds: CollectionId[],
  toldAt: Date,
): Promise<void> {
  await tx.$executeRaw`
    delete from collection_product m using collection c
     where m.shop_id = ${shop.id} and m.product_id = ${productId}
       and c.shop_id = m.shop_id and c.id = m.collection_id and coalesce(c.products_told_at, 'epoch') <= ${toldAt}`
  const older = await tx.$queryRaw<{ id: CollectionId }[]>`
    select id from collection
     where shop_id = ${shop.id} and id = any(${idList(collectionIds)}) and deleted_at is null
       and coalesce(products_told_at, 'epoch') <= ${toldAt}`
  await insert(
    tx,
    shop,
    older.map(({ id }) => ({ collectionId: id, productId })),
  )
}

/**
 * Adds products that an export told far from their collections. Only collections whose list is still this export's take them.
 * @returns the collections that are not known at all
 */
export async function addMembers(
  tx: Transaction,
  shop: Pick<Shop, 'id'>,
  members: Membership[],
  toldAt: Date,
): Promise<CollectionId[]> {
  const ids = [...new Set(members.map(({ collectionId }) => collectionId))]
  const known = await tx.$queryRaw<{ id: CollectionId; same: boolean | null }[]>`
    select id, products_told_at = ${toldAt} as same from collection
     where shop_id = ${shop.id} and id = any(${idList(ids)}) order by id for update`
  const taking = new Set(known.filter(({ same }) => same === true).map(({ id }) => id))
  await insert(
    tx,
    shop,
    members.filter(({ collectionId }) => taking.has(collectionId)),
  )
  const found = new Set(known.map(({ id }) => id))
  return ids.filter((id) => !found.has(id))
}

async function upsert(tx: Transaction, shop: Pick<Shop, 'id'>, collections: CollectionRecord[]): Promise<number> {
  const versions = collections.map(({ productIds: _, ...collection }) => ({
    ...collection,
    digest: digestOf(collection),
  }))
  return tx.$executeRaw`
    insert into collection (shop_id, id, title, handle, updated_at, told_at, digest)
    select distinct on (id) ${shop.id}, id, title, handle, updated_at, told_at, digest
      from ${await relation(tx, collectionShape, versions)}
     order by id, updated_at desc, told_at desc, digest desc
    on conflict (shop_id, id) do update set
      title = excluded.title, handle = excluded.handle, updated_at = excluded.updated_at, told_at = excluded.told_at,
      digest = excluded.digest
    where collection.deleted_at is null
      and (collection.updated_at, collection.told_at, collection.digest) <= (excluded.updated_at, excluded.told_at, excluded.digest)`
}

async function insert(tx: Transaction, shop: Pick<Shop, 'id'>, members: Membership[]): Promise<void> {
  if (members.length === 0) return
  await tx.$executeRaw`
    insert into collection_product (shop_id, collection_id, product_id)
    select ${shop.id}, collection_id, product_id
      from ${await relation(tx, memberShape, members)}
    on conflict do nothing`
}
