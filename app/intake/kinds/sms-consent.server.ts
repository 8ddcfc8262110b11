import { z } from 'zod'
import { toId, type CustomerId } from '../../kernel/index.ts'
import { bareId, optionalMoment, optionalText, readShape } from '../../ledger/index.ts'
import { survivorOf } from '../../ledger/index.server.ts'
import { consentStateOf } from '../consent-told.ts'
import type { Kind } from './kind.server.ts'

const shape = z.object({
  id: bareId,
  sms_marketing_consent: z.object({ state: optionalText, consent_updated_at: optionalMoment }).nullish(),
})

/** Permission to write text messages: the topic's name says only marketing, its id is the customer's. */
export const smsConsent: Kind = {
  topics: ['customers_marketing_consent/update'],
  async apply({ tx, shop, body, toldAt, recordConsent }) {
    const { id, sms_marketing_consent: said } = readShape('consent', shape, body)
    const customerId = toId<CustomerId>(id)
    const occurredAt = said?.consent_updated_at ?? toldAt
    const state = consentStateOf(said?.state ?? 'none')
    await recordConsent(tx, shop, [{ customerId, channel: 'sms', state, occurredAt, source: 'shopify' }])
    return { outcome: 'applied', customerIds: [await survivorOf(tx, shop, customerId)] }
  },
}
