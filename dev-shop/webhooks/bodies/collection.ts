import { gid } from '../../ids.ts'
import type { DevShop } from '../../shop.ts'
import { first } from '../../state/query.ts'
import type { CollectionRow } from '../../state/rows.ts'
import type { JsonObject } from '../json.ts'
import { shopTime } from './time.ts'

/** collections/create and collections/update. The body never says which products are in it. */
export function collectionBody(shop: DevShop, collectionId: string): JsonObject {
  const collection = first<CollectionRow>(shop.state, 'select * from collections where id = ?', collectionId)
  if (collection === undefined) throw new Error(`no collection ${collectionId}`)
  return {
    id: BigInt(collection.id),
    handle: collection.handle,
    title: collection.title,
    updated_at: shopTime(collection.updated_at),
    body_html: collection.body_html,
    published_at: shopTime(collection.created_at),
    sort_order: 'best-selling',
    template_suffix: null,
    published_scope: 'web',
    admin_graphql_api_id: gid('Collection', collection.id),
  }
}
