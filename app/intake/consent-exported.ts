import type { ExportedCustomer } from '../ledger/index.ts'
import { consentStateOf, type ConsentTold } from './consent-told.ts'

/** What a customer of an export or a list last said, by each way of writing to him. */
export function consentsOf({ customer, marketing, sms }: ExportedCustomer): ConsentTold[] {
  const told = [
    { channel: 'email', said: marketing },
    { channel: 'sms', said: sms },
  ] as const
  return told.flatMap(({ channel, said }) =>
    said === null
      ? []
      : [
          {
            customerId: customer.id,
            channel,
            state: consentStateOf(said.state),
            occurredAt: said.updatedAt,
            source: 'shopify',
          },
        ],
  )
}
