import { checkoutTokenFromOrder, orderFromWebhook } from '../../ledger/index.ts'
import { completeCheckout, deleteOrder, recordOrders } from '../../ledger/index.server.ts'
import { readDeletedId } from './deleted.ts'
import type { Kind } from './kind.server.ts'
import { ignored, outcomeOf } from './outcome.server.ts'

export const order: Kind = {
  topics: [
    'orders/create',
    'orders/updated',
    'orders/paid',
    'orders/cancelled',
    'orders/edited',
    'orders/fulfilled',
    'orders/partially_fulfilled',
    'orders/delete',
  ],
  async apply({ tx, shop, topic, body, toldAt }) {
    if (topic === 'orders/delete') return outcomeOf(await deleteOrder(tx, shop, readDeletedId('Order', body), toldAt))
    // An edit's body tells the changes only; orders/updated follows with the whole order.
    if (topic === 'orders/edited') return ignored('orders/updated tells the whole order')
    const told = orderFromWebhook(body, toldAt)
    const token = checkoutTokenFromOrder(body)
    const recorded = await recordOrders(tx, shop, [told])
    // After the turns of orders and people are taken: who forgets a person has these, and then waits for his checkouts.
    if (token !== null) await completeCheckout(tx, shop, token, told.id)
    return outcomeOf(recorded)
  },
}
