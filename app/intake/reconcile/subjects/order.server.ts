import type { OrderId } from '../../../kernel/index.ts'
import { ORDER_FIELDS, ORDER_LINE_FIELDS, orderFingerprint, orderFromBulk } from '../../../ledger/index.ts'
import { deleteOrder, recordOrders } from '../../../ledger/index.server.ts'
import type { Subject } from './subject.server.ts'

export const order: Subject = {
  name: 'order',
  type: 'Order',
  one: 'order',
  list: 'orders',
  count: 'ordersCount',
  fields: ORDER_FIELDS,
  pageSize: 25,
  children: { connection: 'lineItems', fields: ORDER_LINE_FIELDS, pageSize: 8, furtherPageSize: 200 },
  createdFilter: 'created_at',
  versionOf({ node, children }, _, toldAt) {
    const told = orderFromBulk(node, children, toldAt)
    return { id: told.id, updatedAt: told.updatedAt, fingerprint: orderFingerprint(told), parts: told.lines.length }
  },
  record: ({ tx, shop, toldAt }, told) =>
    recordOrders(
      tx,
      shop,
      told.map(({ node, children }) => orderFromBulk(node, children, toldAt)),
    ),
  remove: (tx, shop, id, at) => deleteOrder(tx, shop, id as OrderId, at),
}
