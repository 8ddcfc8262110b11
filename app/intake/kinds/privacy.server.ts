import { z } from 'zod'
import { toId, type CustomerId, type OrderId } from '../../kernel/index.ts'
import { bareId, optionalText, readShape } from '../../ledger/index.ts'
import type { Person } from '../privacy-told.ts'
import type { Kind } from './kind.server.ts'

const ids = z.array(bareId).nullish()
const customer = z.object({ id: bareId, email: optionalText, phone: optionalText })
const redaction = z.object({ customer, orders_to_redact: ids })
const dataRequest = z.object({ customer, orders_requested: ids, data_request: z.object({ id: bareId }) })

/** The three compliance topics. They are heard after the app was uninstalled as well, and done in the delivery's own transaction. */
export const privacy: Kind = {
  topics: ['customers/data_request', 'customers/redact', 'shop/redact'],
  afterUninstall: true,
  holdsShop: true,
  async apply({ tx, shop, topic, body, toldAt, honourPrivacy }) {
    if (topic === 'customers/data_request') {
      const asked = readShape('data request', dataRequest, body)
      const person = personOf(asked.customer, asked.orders_requested)
      await honourPrivacy(tx, shop, { ask: 'collect', person, shopifyId: String(asked.data_request.id) }, toldAt)
      return { outcome: 'applied', customerIds: [] }
    }
    if (topic === 'customers/redact') {
      const asked = readShape('redaction', redaction, body)
      const person = personOf(asked.customer, asked.orders_to_redact)
      await honourPrivacy(tx, shop, { ask: 'forget-customer', person }, toldAt)
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

function personOf({ id, email, phone }: z.infer<typeof customer>, orders: z.infer<typeof ids>): Person {
  return { id: toId<CustomerId>(id), email, phone, orderIds: (orders ?? []).map((order) => toId<OrderId>(order)) }
}
