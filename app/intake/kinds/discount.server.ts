import { deletedDiscountFromWebhook, discountFromWebhook } from '../../ledger/index.ts'
import { deleteDiscount, recordDiscount } from '../../ledger/index.server.ts'
import { recordFact } from '../../platform/index.server.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOfRows } from './outcome.server.ts'

export const discount: Kind = {
  topics: ['discounts/create', 'discounts/update', 'discounts/delete'],
  async apply({ tx, shop, topic, body, toldAt }) {
    if (topic === 'discounts/delete')
      return outcomeOfRows(await deleteDiscount(tx, shop, deletedDiscountFromWebhook(body)))
    const told = discountFromWebhook(body, toldAt)
    const rows = await recordDiscount(tx, shop, told)
    if (rows > 0 && topic === 'discounts/create')
      await recordFact(tx, { kind: 'discount-appeared', shopId: shop.id, discountId: told.id })
    return outcomeOfRows(rows)
  },
}
