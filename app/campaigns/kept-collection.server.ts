import { createHash } from 'node:crypto'
import { idFromGid, toId, type CollectionId, type Shop } from '../kernel/index.ts'
import { ShopRejected, type AdminApi, type Queryable } from '../platform/index.server.ts'
import type { Campaign } from './campaign.ts'

const PREFIX = 'stammkunde-'

/**
 * The collection that a campaign's discount holds: the chosen one, one that holds exactly the product type, or one that
 * we keep at Shopify for that type, made once and found again by its handle.
 */
export async function keptCollection(
  { db, admin }: { db: Queryable; admin: AdminApi },
  shop: Shop,
  campaign: Pick<Campaign, 'id' | 'target'>,
): Promise<CollectionId> {
  const { target } = campaign
  const id =
    target.kind === 'collection'
      ? toId<CollectionId>(target.value)
      : ((await collectionOfType(db, shop, target.value)) ?? (await ourCollection(admin, target.value)))
  await db.campaign.updateMany({ where: { shopId: shop.id, id: campaign.id }, data: { collectionId: id } })
  return id
}

/** Whether shoppers can open a collection: ours is published nowhere. */
export function isForShoppers(handle: string): boolean {
  return !handle.startsWith(PREFIX)
}

async function collectionOfType(db: Queryable, shop: Shop, type: string): Promise<CollectionId | null> {
  const [found] = await db.$queryRaw<{ id: bigint }[]>`
    with typed as (
      select id from product where shop_id = ${shop.id} and deleted_at is null and product_type = ${type}
    ), held as (
      select cp.collection_id, cp.product_id
        from collection_product cp
        join product p on p.shop_id = cp.shop_id and p.id = cp.product_id and p.deleted_at is null
       where cp.shop_id = ${shop.id}
    )
    select c.id
      from collection c
     where c.shop_id = ${shop.id} and c.deleted_at is null
       and exists (select 1 from typed)
       and not exists (
         select 1 from typed where id not in (select product_id from held where collection_id = c.id))
       and not exists (
         select 1 from held where collection_id = c.id and product_id not in (select id from typed))
     order by (starts_with(c.handle, ${PREFIX})), c.id
     limit 1`
  return found === undefined ? null : toId<CollectionId>(found.id)
}

type Found = { collections: { nodes: { id: string; handle: string }[] } }
type Created = { collectionCreate: { collection: { id: string } | null; userErrors: { message: string }[] } }

const FIND = `#graphql
  query FindKeptCollection($query: String!) {
    collections(first: 5, query: $query) { nodes { id handle } }
  }`

const CREATE = `#graphql
  mutation KeepCollection($collection: CollectionCreateInput!) {
    collectionCreate(collection: $collection) {
      collection { id }
      userErrors { field message }
    }
  }`

async function ourCollection(admin: AdminApi, type: string): Promise<CollectionId> {
  const handle = handleOf(type)
  const { collections } = await admin.run<Found>(FIND, { query: `handle:${handle}` })
  const known = collections.nodes.find((node) => node.handle === handle)
  if (known !== undefined) return idFromGid('Collection', known.id)
  const condition = { productType: { matchType: 'ANY', relation: 'EQUALS', values: [type] } }
  const { collectionCreate } = await admin.run<Created>(CREATE, {
    collection: {
      title: type,
      handle,
      sources: [{ source: { title: type, inclusion: { matchType: 'ALL', conditions: [condition] } } }],
    },
  })
  if (collectionCreate.collection === null)
    throw new ShopRejected(collectionCreate.userErrors[0]?.message ?? 'no collection')
  return idFromGid('Collection', collectionCreate.collection.id)
}

/** Readable, and distinct for types that differ only in signs. */
function handleOf(type: string): string {
  const plain = type
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
  return `${PREFIX}${plain === '' ? 'type' : plain}-${createHash('sha256').update(type).digest('hex').slice(0, 6)}`
}
