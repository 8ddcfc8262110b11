import { collectionFromWebhook } from '../../ledger/index.ts'
import { deleteCollection, recordCollections } from '../../ledger/index.server.ts'
import { recordFact } from '../../platform/index.server.ts'
import { readDeletedId } from './deleted.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOf } from './outcome.server.ts'

export const collection: Kind = {
  topics: ['collections/create', 'collections/update', 'collections/delete'],
  async apply({ tx, shop, topic, body, toldAt }) {
    if (topic === 'collections/delete') {
      return outcomeOf(await deleteCollection(tx, shop, readDeletedId('Collection', body), toldAt))
    }
    const told = collectionFromWebhook(body, toldAt)
    const recorded = await recordCollections(tx, shop, [told])
    // The body does not say which products are in it.
    if (recorded.applied > 0) {
      const key = `collection-${String(shop.id)}-${String(told.id)}`
      await recordFact(tx, { kind: 'collection-changed', shopId: shop.id, collectionId: told.id }, { key })
      if (topic === 'collections/create')
        await recordFact(tx, { kind: 'collection-appeared', shopId: shop.id, collectionId: told.id })
    }
    return outcomeOf(recorded)
  },
}
