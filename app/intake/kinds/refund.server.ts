import { refundFromWebhook } from '../../ledger/index.ts'
import { recordRefunds } from '../../ledger/index.server.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOf } from './outcome.server.ts'

export const refund: Kind = {
  topics: ['refunds/create'],
  async apply({ tx, shop, body, toldAt }) {
    return outcomeOf(await recordRefunds(tx, shop, [refundFromWebhook(body, shop.currency, toldAt)]))
  },
}
