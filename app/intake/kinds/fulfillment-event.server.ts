import { fulfillmentEventFromWebhook } from '../../ledger/index.ts'
import { deleteFulfillmentEvent, recordFulfillmentEvent } from '../../ledger/index.server.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOfRows } from './outcome.server.ts'

export const fulfillmentEvent: Kind = {
  topics: ['fulfillment_events/create', 'fulfillment_events/delete'],
  async apply({ tx, shop, topic, body, toldAt }) {
    const told = fulfillmentEventFromWebhook(body, toldAt)
    const write = topic === 'fulfillment_events/delete' ? deleteFulfillmentEvent : recordFulfillmentEvent
    return outcomeOfRows(await write(tx, shop, told))
  },
}
