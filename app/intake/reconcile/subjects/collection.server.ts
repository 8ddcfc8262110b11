import type { CollectionId } from '../../../kernel/index.ts'
import { COLLECTION_FIELDS, collectionFingerprint, collectionFromBulk } from '../../../ledger/index.ts'
import { deleteCollection, recordCollections } from '../../../ledger/index.server.ts'
import type { Subject } from './subject.server.ts'

export const collection: Subject = {
  name: 'collection',
  type: 'Collection',
  one: 'collection',
  list: 'collections',
  count: 'collectionsCount',
  fields: COLLECTION_FIELDS,
  pageSize: 40,
  children: { connection: 'products', fields: 'id', pageSize: 20, furtherPageSize: 250 },
  createdFilter: null,
  versionOf({ node, children }, _, toldAt) {
    const told = collectionFromBulk(node, children, toldAt)
    return { id: told.id, updatedAt: told.updatedAt, fingerprint: collectionFingerprint(told), parts: 0 }
  },
  record: ({ tx, shop, toldAt }, told) =>
    recordCollections(
      tx,
      shop,
      told.map(({ node, children }) => collectionFromBulk(node, children, toldAt)),
    ),
  remove: (tx, shop, id, at) => deleteCollection(tx, shop, id as CollectionId, at),
}
