import { z } from 'zod'
import { toId, type CustomerId } from '../../kernel/index.ts'
import { bareId, optionalText, readShape } from '../../ledger/index.ts'
import type { Kind } from './kind.server.ts'

const redaction = z.object({ customer: z.object({ id: bareId, email: optionalText }) })
const dataRequest = redaction.extend({ data_request: z.object({ id: bareId }) })

/** The three compliance topics. They are heard after the app was uninstalled as well, and done in the delivery's own transaction. */
export const privacy: Kind = {
  topics: ['customers/data_request', 'customers/redact', 'shop/redact'],
  afterUninstall: true,
  async apply({ tx, shop, topic, body, toldAt, honourPrivacy }) {
    if (topic === 'customers/data_request') {
      const { customer, data_request: request } = readShape('data request', dataRequest, body)
      const shopifyId = String(request.id)
      await honourPrivacy(tx, shop, { ask: 'collect', person: personOf(customer), shopifyId }, toldAt)
      return { outcome: 'applied', customerIds: [] }
    }
    if (topic === 'customers/redact') {
      const { customer } = readShape('redaction', redaction, body)
      await honourPrivacy(tx, shop, { ask: 'forget-customer', person: personOf(customer) }, toldAt)
      return { outcome: 'applied', customerIds: [] }
    }
    const { uninstalledAt } = await tx.shop.findUniqueOrThrow({ where: { id: shop.id } })
    // Shopify asks for it only after the app is gone. Whether we missed that or the shop came back, a person must look.
    if (uninstalledAt === null) return { outcome: 'failed', reason: STILL_INSTALLED, customerIds: [] }
    await honourPrivacy(tx, shop, { ask: 'forget-shop' }, toldAt)
    return { outcome: 'applied', customerIds: [] }
  },
}

const STILL_INSTALLED = 'the app looks installed here; once it is uninstalled, try again'

function personOf({ id, email }: z.infer<typeof redaction>['customer']) {
  return { id: toId<CustomerId>(id), email }
}
