import type { DevShop } from '../shop.ts'
import { inTransaction, takeId } from '../state/open.ts'
import { first, run } from '../state/query.ts'
import type { OrderRow } from '../state/rows.ts'
import { announce } from '../webhooks/announce.ts'

export type Fulfilled = { outcome: 'fulfilled'; fulfillmentId: string } | { outcome: 'refused'; reason: string }

/** Sends all of an order in one parcel, and announces fulfillments/create, orders/fulfilled and orders/updated. */
export function fulfilOrder(shop: DevShop, orderId: string): Fulfilled {
  return inTransaction(shop.state, () => {
    const order = first<OrderRow>(shop.state, 'select * from orders where id = ?', orderId)
    if (order === undefined) return { outcome: 'refused', reason: 'There is no such order' }
    if (order.cancelled_at !== null) return { outcome: 'refused', reason: 'The order is cancelled' }
    if (order.fulfillment_status === 'FULFILLED') return { outcome: 'refused', reason: 'Everything has been sent' }
    const id = takeId(shop.state)
    const now = shop.now().toISOString()
    const tracking = `0034${id}`
    run(shop.state, 'insert into fulfillments values (?, ?, 1, ?, ?, ?)', id, order.id, tracking, now, now)
    run(shop.state, "update orders set fulfillment_status = 'FULFILLED', updated_at = ? where id = ?", now, order.id)
    announce(shop, 'fulfillments/create', id)
    announce(shop, 'orders/fulfilled', order.id)
    announce(shop, 'orders/updated', order.id)
    return { outcome: 'fulfilled', fulfillmentId: id }
  })
}
