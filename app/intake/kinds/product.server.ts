import { productFromWebhook } from '../../ledger/index.ts'
import { deleteProduct, recordProducts } from '../../ledger/index.server.ts'
import { recordFact } from '../../platform/index.server.ts'
import { readDeletedId } from './deleted.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOf } from './outcome.server.ts'

export const product: Kind = {
  topics: ['products/create', 'products/update', 'products/delete'],
  async apply({ tx, shop, topic, body, toldAt }) {
    if (topic === 'products/delete')
      return outcomeOf(await deleteProduct(tx, shop, readDeletedId('Product', body), toldAt))
    const told = productFromWebhook(body, shop.currency, toldAt)
    const recorded = await recordProducts(tx, shop, [told])
    // A new type or tag may move the product into or out of collections, which no webhook tells.
    if (recorded.applied > 0) {
      const key = `product-${String(shop.id)}-${String(told.id)}`
      await recordFact(tx, { kind: 'product-changed', shopId: shop.id, productId: told.id }, { key })
      if (topic === 'products/create')
        await recordFact(tx, { kind: 'product-appeared', shopId: shop.id, productId: told.id })
    }
    return outcomeOf(recorded)
  },
}
