import type { ProductId } from '../../../kernel/index.ts'
import { PRODUCT_FIELDS, productFingerprint, productFromBulk, VARIANT_FIELDS } from '../../../ledger/index.ts'
import { deleteProduct, recordProducts } from '../../../ledger/index.server.ts'
import { recordFact } from '../../../platform/index.server.ts'
import type { Subject } from './subject.server.ts'

export const product: Subject = {
  name: 'product',
  type: 'Product',
  one: 'product',
  list: 'products',
  count: 'productsCount',
  fields: PRODUCT_FIELDS,
  pageSize: 25,
  children: { connection: 'variants', fields: VARIANT_FIELDS, pageSize: 10, furtherPageSize: 250 },
  createdFilter: 'created_at',
  versionOf({ node, children }, shop, toldAt) {
    const told = productFromBulk(node, children, shop.currency, toldAt)
    return {
      id: told.id,
      updatedAt: told.updatedAt,
      fingerprint: productFingerprint(told),
      parts: told.variants.length,
    }
  },
  async record({ tx, shop, toldAt }, told) {
    const products = told.map(({ node, children }) => productFromBulk(node, children, shop.currency, toldAt))
    const recorded = await recordProducts(tx, shop, products)
    // A new type or tag may have moved it into or out of collections.
    for (const { id } of products) {
      const key = `product-${String(shop.id)}-${String(id)}`
      await recordFact(tx, { kind: 'product-changed', shopId: shop.id, productId: id }, { key })
    }
    return recorded
  },
  remove: (tx, shop, id, at) => deleteProduct(tx, shop, id as ProductId, at),
}
