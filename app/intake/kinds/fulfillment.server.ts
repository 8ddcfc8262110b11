import { fulfillmentFromWebhook } from '../../ledger/index.ts'
import { recordFulfillment } from '../../ledger/index.server.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOfRows } from './outcome.server.ts'

export const fulfillment: Kind = {
  topics: ['fulfillments/create', 'fulfillments/update'],
  async apply({ tx, shop, body, toldAt }) {
    return outcomeOfRows(await recordFulfillment(tx, shop, fulfillmentFromWebhook(body, toldAt)))
  },
}
