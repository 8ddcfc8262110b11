import { customerFromWebhook } from '../../ledger/index.ts'
import { deleteCustomer, recordCustomers } from '../../ledger/index.server.ts'
import { readDeletedId } from './deleted.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOf } from './outcome.server.ts'

export const customer: Kind = {
  topics: ['customers/create', 'customers/update', 'customers/enable', 'customers/disable', 'customers/delete'],
  async apply({ tx, shop, topic, body, toldAt }) {
    if (topic === 'customers/delete')
      return outcomeOf(await deleteCustomer(tx, shop, readDeletedId('Customer', body), toldAt))
    return outcomeOf(await recordCustomers(tx, shop, [customerFromWebhook(body, toldAt)]))
  },
}
