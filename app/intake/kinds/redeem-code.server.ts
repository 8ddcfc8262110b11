import { redeemCodeFromWebhook } from '../../ledger/index.ts'
import { deleteRedeemCode, recordRedeemCode } from '../../ledger/index.server.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOfRows } from './outcome.server.ts'

export const redeemCode: Kind = {
  topics: ['discounts/redeemcode_added', 'discounts/redeemcode_removed'],
  async apply({ tx, shop, topic, body, toldAt }) {
    const write = topic === 'discounts/redeemcode_removed' ? deleteRedeemCode : recordRedeemCode
    return outcomeOfRows(await write(tx, shop, redeemCodeFromWebhook(body, toldAt)))
  },
}
