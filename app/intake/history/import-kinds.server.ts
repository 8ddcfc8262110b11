import { idFromGid, type CollectionId, type OrderId, type ProductId } from '../../kernel/index.ts'
import {
  COLLECTION_FIELDS,
  collectionFromBulk,
  CUSTOMER_FIELDS,
  customerFromBulk,
  ORDER_FIELDS,
  ORDER_LINE_FIELDS,
  orderFromBulk,
  orderLineFromBulk,
  PRODUCT_FIELDS,
  productFromBulk,
  productIdFromBulk,
  VARIANT_FIELDS,
  variantFromBulk,
} from '../../ledger/index.ts'
import {
  addMembers,
  addOrderLines,
  addVariants,
  recordCollections,
  recordCustomers,
  recordOrders,
  recordProducts,
} from '../../ledger/index.server.ts'
import { consentStateOf } from '../consent-told.ts'
import type { ImportKind } from './import-kind.server.ts'
import type { ImportKindName } from './import-kind-names.ts'

const products: ImportKind = {
  query: `{ products { edges { node { ${PRODUCT_FIELDS} variants { edges { node { ${VARIANT_FIELDS} } } } } } } }`,
  async record({ tx, shop, toldAt }, parents) {
    await recordProducts(
      tx,
      shop,
      parents.map(({ node, children }) => productFromBulk(node, children, shop.currency, toldAt)),
    )
  },
  async addFar({ tx, shop, toldAt }, far) {
    const variants = far.map(({ parentId, child }) => {
      const productId: ProductId = idFromGid('Product', parentId)
      return variantFromBulk(child, productId, shop.currency)
    })
    return (await addVariants(tx, shop, variants, toldAt)).length
  },
}

const collections: ImportKind = {
  query: `{ collections { edges { node { ${COLLECTION_FIELDS} products { edges { node { id } } } } } } }`,
  async record({ tx, shop, toldAt }, parents) {
    await recordCollections(
      tx,
      shop,
      parents.map(({ node, children }) => collectionFromBulk(node, children, toldAt)),
    )
  },
  async addFar({ tx, shop, toldAt }, far) {
    const members = far.map(({ parentId, child }) => {
      const collectionId: CollectionId = idFromGid('Collection', parentId)
      return { collectionId, productId: productIdFromBulk(child) }
    })
    return (await addMembers(tx, shop, members, toldAt)).length
  },
}

const customers: ImportKind = {
  query: `{ customers { edges { node { ${CUSTOMER_FIELDS} } } } }`,
  async record({ tx, shop, toldAt, recordConsent }, parents) {
    const exported = parents.map(({ node }) => customerFromBulk(node, toldAt))
    await recordCustomers(
      tx,
      shop,
      exported.map(({ customer }) => customer),
    )
    const said = exported.flatMap(({ customer, marketing }) =>
      marketing === null
        ? []
        : [{ customerId: customer.id, state: consentStateOf(marketing.state), occurredAt: marketing.updatedAt }],
    )
    await recordConsent(
      tx,
      shop,
      said.map((told) => ({ ...told, channel: 'email', source: 'shopify' })),
    )
  },
  addFar: (_, far) => Promise.resolve(far.length),
}

const orders: ImportKind = {
  query: `{ orders { edges { node { ${ORDER_FIELDS} lineItems { edges { node { ${ORDER_LINE_FIELDS} } } } } } } }`,
  async record({ tx, shop, toldAt }, parents) {
    await recordOrders(
      tx,
      shop,
      parents.map(({ node, children }) => orderFromBulk(node, children, toldAt)),
    )
  },
  async addFar({ tx, shop, toldAt }, far) {
    const lines = far.map(({ parentId, child }) => {
      const orderId: OrderId = idFromGid('Order', parentId)
      return orderLineFromBulk(child, orderId, shop.currency)
    })
    return (await addOrderLines(tx, shop, lines, toldAt)).length
  },
}

/** What is imported, by kind. Everything is independent of order, so the kinds may be read in any. */
export const importKindOf: Record<ImportKindName, ImportKind> = { products, collections, customers, orders }
