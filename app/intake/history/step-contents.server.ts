import type { ImportKind } from './import-kind.server.ts'
import type { ImportKindName } from './import-kind-names.ts'
import { collections, customers, orders, products } from './import-kinds.server.ts'

type Contents = { kind: ImportKind<unknown>; search: (recentSince: Date) => string }

// A step hands its kind only rows which that kind has read itself.
function contents<Row>(kind: ImportKind<Row>, search: Contents['search'] = () => ''): Contents {
  return { kind, search }
}

/**
 * What each step reads. When an order was created never changes, so the recent ones and the older ones are all; of
 * customers the last step reads all, because who bought lately may change meanwhile.
 */
export const contentsOf: Record<ImportKindName, Contents> = {
  products: contents(products),
  collections: contents(collections),
  recentCustomers: contents(customers, (since) => `order_date:>='${secondOf(since)}'`),
  recentOrders: contents(orders, (since) => `created_at:>='${secondOf(since)}'`),
  customers: contents(customers),
  orders: contents(orders, (since) => `created_at:<'${secondOf(since)}'`),
}

function secondOf(moment: Date): string {
  return `${moment.toISOString().slice(0, 19)}Z`
}
