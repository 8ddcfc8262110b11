import { deletedDiscountFromWebhook, discountFromWebhook } from '../../ledger/index.ts'
import { deleteDiscount, recordDiscount } from '../../ledger/index.server.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOfRows } from './outcome.server.ts'

export const discount: Kind = {
  topics: ['discounts/create', 'discounts/update', 'discounts/delete'],
  async apply({ tx, shop, topic, body, toldAt }) {
    if (topic === 'discounts/delete')
      return outcomeOfRows(await deleteDiscount(tx, shop, deletedDiscountFromWebhook(body)))
    return outcomeOfRows(await recordDiscount(tx, shop, discountFromWebhook(body, toldAt)))
  },
}
