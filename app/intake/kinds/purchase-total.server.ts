import { purchaseTotalFromWebhook } from '../../ledger/index.ts'
import { recordPurchaseTotal } from '../../ledger/index.server.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOfRows } from './outcome.server.ts'

/** Our own sums come from the orders; Shopify's are kept to be held against them. */
export const purchaseTotal: Kind = {
  topics: ['customers/purchasing_summary'],
  async apply({ tx, shop, body, toldAt }) {
    return outcomeOfRows(await recordPurchaseTotal(tx, shop, purchaseTotalFromWebhook(body, toldAt)))
  },
}
