import { idFromGid, toGid, type CollectionId, type OrderId, type ProductId } from '../../kernel/index.ts'
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
  type CollectionRecord,
  type ExportedCustomer,
  type OrderRecord,
  type ProductRecord,
  type Version,
} from '../../ledger/index.ts'
import {
  addMembers,
  addOrderLines,
  addVariants,
  recordCollections,
  recordCustomers,
  recordOrders,
  recordProducts,
  takeShop,
} from '../../ledger/index.server.ts'
import { consentsOf } from '../consent-exported.ts'
import type { ImportKind } from './import-kind.server.ts'

export const products: ImportKind<ProductRecord> = {
  query: (search) =>
    `{ products${only(search)} { edges { node { ${PRODUCT_FIELDS} variants { edges { node { ${VARIANT_FIELDS} } } } } } } }`,
  read: (node, { shop, toldAt }) => partial(productFromBulk(node, [], shop.currency, toldAt)),
  gidOf: ({ id }) => toGid('Product', id),
  adopt: ({ id, variants }, child, { shop }) => void variants.push(variantFromBulk(child, id, shop.currency)),
  record: ({ tx, shop }, rows) => recordProducts(tx, shop, rows),
  async addFar({ tx, shop, toldAt }, far) {
    const variants = far.map(({ parentId, child }) => {
      const productId: ProductId = idFromGid('Product', parentId)
      return variantFromBulk(child, productId, shop.currency)
    })
    return (await addVariants(tx, shop, variants, toldAt)).length
  },
}

export const collections: ImportKind<CollectionRecord> = {
  query: (search) =>
    `{ collections${only(search)} { edges { node { ${COLLECTION_FIELDS} products { edges { node { id } } } } } } }`,
  read: (node, { toldAt }) => partial(collectionFromBulk(node, [], toldAt)),
  gidOf: ({ id }) => toGid('Collection', id),
  adopt: ({ productIds }, child) => void productIds?.push(productIdFromBulk(child)),
  record: ({ tx, shop }, rows) => recordCollections(tx, shop, rows),
  async addFar({ tx, shop, toldAt }, far) {
    const members = far.map(({ parentId, child }) => {
      const collectionId: CollectionId = idFromGid('Collection', parentId)
      return { collectionId, productId: productIdFromBulk(child) }
    })
    return (await addMembers(tx, shop, members, toldAt)).length
  },
}

export const customers: ImportKind<ExportedCustomer> = {
  query: (search) => `{ customers${only(search)} { edges { node { ${CUSTOMER_FIELDS} } } } }`,
  read: (node, { toldAt }) => customerFromBulk(node, toldAt),
  gidOf: ({ customer }) => toGid('Customer', customer.id),
  adopt: () => undefined,
  async record({ tx, shop, recordConsent }, rows) {
    await recordCustomers(
      tx,
      shop,
      rows.map(({ customer }) => customer),
    )
    await recordConsent(tx, shop, rows.flatMap(consentsOf))
  },
  addFar: (_, far) => Promise.resolve(far.length),
}

export const orders: ImportKind<OrderRecord> = {
  query: (search) =>
    `{ orders${only(search)} { edges { node { ${ORDER_FIELDS} lineItems { edges { node { ${ORDER_LINE_FIELDS} } } } } } } }`,
  read: (node, { toldAt }) => partial(orderFromBulk(node, [], toldAt)),
  gidOf: ({ id }) => toGid('Order', id),
  adopt: ({ id, currency, lines }, child) => void lines.push(orderLineFromBulk(child, id, currency)),
  async record({ tx, shop }, rows) {
    await takeShop(tx, shop) // addFar needs it in the same transaction, and a few orders would not take it
    await recordOrders(tx, shop, rows)
  },
  async addFar({ tx, shop, toldAt }, far) {
    const lines = far.map(({ parentId, child }) => {
      const orderId: OrderId = idFromGid('Order', parentId)
      return orderLineFromBulk(child, orderId, shop.currency)
    })
    return (await addOrderLines(tx, shop, lines, toldAt)).length
  },
}

/** Its children come later, or never where the import is stopped. */
function partial<Row extends Version>(row: Row): Row {
  row.partial = true
  return row
}

function only(search: string): string {
  return search === '' ? '' : `(query: ${JSON.stringify(search)})`
}
