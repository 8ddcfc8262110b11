import type { CustomerId } from '../../../kernel/index.ts'
import { CUSTOMER_FIELDS, customerFingerprint, customerFromBulk } from '../../../ledger/index.ts'
import { deleteCustomer, recordCustomers } from '../../../ledger/index.server.ts'
import { consentStateOf } from '../../consent-told.ts'
import type { Subject } from './subject.server.ts'

export const customer: Subject = {
  name: 'customer',
  type: 'Customer',
  one: 'customer',
  list: 'customers',
  count: 'customersCount',
  fields: CUSTOMER_FIELDS,
  pageSize: 200,
  children: null,
  createdFilter: 'customer_date',
  versionOf({ node }, _, toldAt) {
    const { customer: told } = customerFromBulk(node, toldAt)
    return { id: told.id, updatedAt: told.updatedAt, fingerprint: customerFingerprint(told) }
  },
  record: ({ tx, shop, toldAt }, told) =>
    recordCustomers(
      tx,
      shop,
      told.map(({ node }) => customerFromBulk(node, toldAt).customer),
    ),
  async recordBeside({ tx, shop, toldAt, recordConsent }, told) {
    const said = told.flatMap(({ node }) => {
      const { customer: person, marketing } = customerFromBulk(node, toldAt)
      if (marketing === null) return []
      return [{ customerId: person.id, state: consentStateOf(marketing.state), occurredAt: marketing.updatedAt }]
    })
    await recordConsent(
      tx,
      shop,
      said.map((one) => ({ ...one, channel: 'email', source: 'shopify' })),
    )
  },
  remove: (tx, shop, id, at) => deleteCustomer(tx, shop, id as CustomerId, at),
}
