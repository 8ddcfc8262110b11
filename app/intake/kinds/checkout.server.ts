import { checkoutFromWebhook, deletedCartFromWebhook } from '../../ledger/index.ts'
import { deleteCheckouts, recordCheckout } from '../../ledger/index.server.ts'
import type { Kind } from './kind.server.ts'
import { ignored, outcomeOf } from './outcome.server.ts'

/** Checkouts are known by their token; a deletion has none since 2026-04, and an id that nothing else tells, but the cart. */
export const checkout: Kind = {
  topics: ['checkouts/create', 'checkouts/update', 'checkouts/delete'],
  async apply({ tx, shop, topic, body, toldAt }) {
    if (topic !== 'checkouts/delete')
      return outcomeOf(await recordCheckout(tx, shop, checkoutFromWebhook(body, toldAt)))
    const cart = deletedCartFromWebhook(body)
    if (cart === null) return ignored('it names neither a token nor a cart')
    return outcomeOf(await deleteCheckouts(tx, shop, cart, toldAt))
  },
}
