import { z } from 'zod'
import { toId, type CustomerId } from '../../kernel/index.ts'
import { bareId, optionalMoment, readShape } from '../../ledger/index.ts'
import { survivorOf } from '../../ledger/index.server.ts'
import { consentStateOf } from '../consent-told.ts'
import type { Kind } from './kind.server.ts'

const shape = z.object({
  customer_id: bareId,
  email_marketing_consent: z.object({ state: z.string(), consent_updated_at: optionalMoment }),
})

/** Permission to write e-mails. Each change is an event of its own, so there is no old news. */
export const consent: Kind = {
  topics: ['customers_email_marketing_consent/update'],
  async apply({ tx, shop, body, toldAt, recordConsent }) {
    const { customer_id: id, email_marketing_consent: said } = readShape('consent', shape, body)
    const customerId = toId<CustomerId>(id)
    const occurredAt = said.consent_updated_at ?? toldAt
    await recordConsent(tx, shop, [
      { customerId, channel: 'email', state: consentStateOf(said.state), occurredAt, source: 'shopify' },
    ])
    return { outcome: 'applied', customerIds: [await survivorOf(tx, shop, customerId)] }
  },
}
