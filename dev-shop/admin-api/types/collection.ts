import { gid } from '../../ids.ts'
import { first } from '../../state/query.ts'
import type { CollectionRow, ProductRow } from '../../state/rows.ts'
import { connection } from '../connection.ts'
import type { PageArguments } from '../connection.ts'
import { refusal } from '../context.ts'
import type { Context } from '../context.ts'
import { typed } from '../resolver.ts'
import type { Fields } from '../resolver.ts'
import { count, dateTime } from '../values.ts'

export const collectionFields: Fields = {
  id: ({ id }: CollectionRow) => gid('Collection', id),
  legacyResourceId: ({ id }: CollectionRow) => id,
  title: ({ title }: CollectionRow) => title,
  handle: ({ handle }: CollectionRow) => handle,
  description: (collection: CollectionRow) => collection.body_html.replace(/<[^>]*>/g, ''),
  descriptionHtml: (collection: CollectionRow) => collection.body_html,
  updatedAt: (collection: CollectionRow) => dateTime(collection.updated_at),
  sortOrder: () => 'BEST_SELLING',
  image: () => null,
  sources: sources,
  products: ({ id }: CollectionRow, page: PageArguments & { sortKey?: string | null }, context: Context) =>
    connection<ProductRow>(
      context,
      {
        select:
          'select * from (select p.*, cp.position as place from products p join collection_products cp on cp.product_id = p.id and cp.collection_id = ' +
          `'${id}')`,
        ...productOrder(page.sortKey ?? 'COLLECTION_DEFAULT'),
        id: 'id',
        where: [],
      },
      page,
    ),
  productsCount: ({ id }: CollectionRow, _: object, { shop }: Context) => {
    const row = first<{ n: number }>(
      shop.state,
      'select count(*) as n from collection_products where collection_id = ?',
      id,
    )
    return count(row?.n ?? 0, null)
  },
  hasProduct: ({ id }: CollectionRow, parameters: { id: string }, { shop }: Context) =>
    first(
      shop.state,
      'select 1 from collection_products where collection_id = ? and product_id = ?',
      id,
      parameters.id.replace(/^.*\//, ''),
    ) !== undefined,
}

function productOrder(sortKey: string): { key: string } {
  if (sortKey === 'COLLECTION_DEFAULT' || sortKey === 'MANUAL') return { key: 'place' }
  if (sortKey === 'ID') return { key: 'id' }
  if (sortKey === 'TITLE') return { key: 'title' }
  if (sortKey === 'CREATED') return { key: 'created_at' }
  throw refusal(`the dev shop cannot sort a collection by ${sortKey}`, 'BAD_REQUEST')
}

type StoredSource = {
  title: string
  description?: string | null
  targetType?: string | null
  inclusion?: { matchType?: string | null; conditions?: { productType?: ProductTypeCondition }[] } | null
}
type ProductTypeCondition = { matchType: string; relation: string; values: string[] }

function sources(collection: CollectionRow) {
  const stored = JSON.parse(collection.sources) as { source?: StoredSource }[]
  return stored.flatMap(({ source }, index) => (source === undefined ? [] : [sourceOf(collection, source, index)]))
}

function sourceOf(collection: CollectionRow, source: StoredSource, index: number) {
  const id = String(BigInt(collection.id) + BigInt(index))
  return typed('CollectionConditionsSource', {
    id: gid('CollectionConditionsSource', id),
    title: source.title,
    description: source.description ?? null,
    targetType: source.targetType ?? 'PRODUCTS',
    shareable: false,
    inclusion: {
      matchType: source.inclusion?.matchType ?? null,
      conditions: (source.inclusion?.conditions ?? []).map(({ productType }, place) =>
        typed('CollectionSourceInclusionConditionProductType', {
          id: gid('CollectionSourceInclusionCondition', `${id}${String(place)}`),
          ...productType,
        }),
      ),
      // collectionCreate takes no selected products here.
      selections: { nodes: [], edges: [], pageInfo: { hasNextPage: false, hasPreviousPage: false } },
    },
    exclusion: null,
  })
}
