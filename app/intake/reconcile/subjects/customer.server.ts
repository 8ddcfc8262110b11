import type { CustomerId } from '../../../kernel/index.ts'
import { CUSTOMER_FIELDS, customerFingerprint, customerFromBulk } from '../../../ledger/index.ts'
import { deleteCustomer, recordCustomers } from '../../../ledger/index.server.ts'
import { consentsOf } from '../../consent-exported.ts'
import type { Subject } from './subject.server.ts'

export const customer: Subject = {
  name: 'customer',
  type: 'Customer',
  one: 'customer',
  list: 'customers',
  count: 'customersCount',
  fields: CUSTOMER_FIELDS,
  pageSize: 100,
  children: null,
  createdFilter: 'customer_date',
  versionOf({ node }, _, toldAt) {
    const { customer: told } = customerFromBulk(node, toldAt)
    return { id: told.id, updatedAt: told.updatedAt, fingerprint: customerFingerprint(told), parts: 0 }
  },
  record: ({ tx, shop, toldAt }, told) =>
    recordCustomers(
      tx,
      shop,
      told.map(({ node }) => customerFromBulk(node, toldAt).customer),
    ),
  // A subscription moves the customer's own time as well, so what he said is told with him.
  async recordBeside({ tx, shop, toldAt, recordConsent }, told) {
    const said = told.flatMap(({ node }) => consentsOf(customerFromBulk(node, toldAt)))
    const ids = await recordConsent(tx, shop, said)
    return ids.map((id) => ({ subject: 'consent', subjectId: String(id), difference: 'missing' }))
  },
  remove: (tx, shop, id, at) => deleteCustomer(tx, shop, id as CustomerId, at),
}
