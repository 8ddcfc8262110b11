import { createHash } from 'node:crypto'
import { idFromGid, toId, type CollectionId, type Shop } from '../kernel/index.ts'
import { ShopRejected, type AdminApi, type Queryable } from '../platform/index.server.ts'
import type { Campaign } from './campaign.ts'

const PREFIX = 'stammkunde-'

/**
 * The collection that a campaign's discount holds: the chosen one, or for a product type one that we keep at Shopify by
 * that rule alone, made once, found again by its handle and checked at each use. A merchant's own collection of the same
 * products would do today, but may hold others tomorrow.
 * @throws ShopRejected where Shopify refuses
 */
export async function keptCollection(
  { db, admin }: { db: Queryable; admin: AdminApi },
  shop: Shop,
  campaign: Pick<Campaign, 'id' | 'target'>,
): Promise<CollectionId> {
  const { target } = campaign
  const id = target.kind === 'collection' ? toId<CollectionId>(target.value) : await ourCollection(admin, target.value)
  await db.campaign.updateMany({ where: { shopId: shop.id, id: campaign.id }, data: { collectionId: id } })
  return id
}

/** Whether shoppers can open a collection: ours is published nowhere. */
export function isForShoppers(handle: string): boolean {
  return !handle.startsWith(PREFIX)
}

type Kept = {
  id: string
  handle: string
  sources: {
    inclusion?: {
      conditions: { relation?: string; values?: string[] }[]
      selections: { nodes: unknown[] }
    }
    exclusion?: { conditions: unknown[] } | null
  }[]
}
type Found = { collections: { nodes: Kept[] } }
type Created = { collectionCreate: { collection: { id: string } | null; userErrors: { message: string }[] } }

const FIND = `#graphql
  query FindKeptCollection($query: String!) {
    collections(first: 5, query: $query) {
      nodes {
        id handle
        sources {
          ... on CollectionConditionsSource {
            inclusion {
              conditions { ... on CollectionSourceInclusionConditionProductType { relation values } }
              selections(first: 1) { nodes { product { id } } }
            }
            exclusion { conditions { id } }
          }
        }
      }
    }
  }`

const CREATE = `#graphql
  mutation KeepCollection($collection: CollectionCreateInput!) {
    collectionCreate(collection: $collection) {
      collection { id }
      userErrors { field message }
    }
  }`

const MOST_TRIES = 9

/** A merchant may have edited what we keep: then it is theirs, and the next handle is tried. */
async function ourCollection(admin: AdminApi, type: string): Promise<CollectionId> {
  for (let attempt = 1; attempt <= MOST_TRIES; attempt += 1) {
    const handle = attempt === 1 ? handleOf(type) : `${handleOf(type)}-${String(attempt)}`
    const { collections } = await admin.run<Found>(FIND, { query: `handle:${handle}` })
    const known = collections.nodes.find((node) => node.handle === handle)
    if (known === undefined) return create(admin, type, handle)
    if (holdsExactly(known, type)) return idFromGid('Collection', known.id)
  }
  throw new ShopRejected(`the collections kept for ${type} have all been changed by hand`)
}

function holdsExactly({ sources }: Kept, type: string): boolean {
  const [source, ...further] = sources
  const conditions = source?.inclusion?.conditions ?? []
  const [condition] = conditions
  return (
    further.length === 0 &&
    conditions.length === 1 &&
    condition?.relation === 'EQUALS' &&
    condition.values?.length === 1 &&
    condition.values[0] === type &&
    source?.inclusion?.selections.nodes.length === 0 &&
    (source.exclusion?.conditions ?? []).length === 0
  )
}

async function create(admin: AdminApi, type: string, handle: string): Promise<CollectionId> {
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
