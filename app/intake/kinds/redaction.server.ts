import { z } from 'zod'
import { toId, type CustomerId } from '../../kernel/index.ts'
import { bareId, optionalText, readShape } from '../../ledger/index.ts'
import { forgetCustomer, forgetShop } from '../forget.server.ts'
import type { Kind } from './kind.server.ts'

const person = z.object({ customer: z.object({ id: bareId, email: optionalText }) })

/** What the law asks of us after a person or a shop has left. */
export const redaction: Kind = {
  topics: ['customers/redact', 'shop/redact'],
  afterUninstall: true,
  async apply({ tx, shop, topic, body, toldAt }) {
    if (topic === 'customers/redact') {
      const { customer } = readShape('redaction', person, body)
      await forgetCustomer(tx, shop, { id: toId<CustomerId>(customer.id), email: customer.email }, toldAt)
      return { outcome: 'applied', customerIds: [] }
    }
    const { uninstalledAt } = await tx.shop.findUniqueOrThrow({ where: { id: shop.id } })
    if (uninstalledAt === null) return { outcome: 'outdated', reason: 'the app was installed again', customerIds: [] }
    await forgetShop(tx, shop)
    return { outcome: 'applied', customerIds: [] }
  },
}
