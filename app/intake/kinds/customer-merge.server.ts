import { z } from 'zod'
import { gidOf, readShape } from '../../ledger/index.ts'
import { mergeCustomers, survivorOf } from '../../ledger/index.server.ts'
import { recordFact } from '../../platform/index.server.ts'
import type { Kind } from './kind.server.ts'
import { ignored, outcomeOf } from './outcome.server.ts'

const shape = z.object({
  admin_graphql_api_customer_kept_id: gidOf('Customer'),
  admin_graphql_api_customer_deleted_id: gidOf('Customer'),
  status: z.string(),
})

/** Two customers became one. Shopify tells failed attempts by the same topic. */
export const customerMerge: Kind = {
  topics: ['customers/merge'],
  async apply({ tx, shop, body, toldAt }) {
    const told = readShape('merge', shape, body)
    const { admin_graphql_api_customer_kept_id: into, admin_graphql_api_customer_deleted_id: merged } = told
    if (told.status.toLowerCase() !== 'completed') return ignored(`the merge is ${told.status}`)
    const recorded = await mergeCustomers(tx, shop, { merged, into, toldAt })
    if (recorded.applied > 0) {
      const survivorId = await survivorOf(tx, shop, merged)
      await recordFact(tx, { kind: 'customers-merged', shopId: shop.id, customerId: merged, survivorId })
    }
    return outcomeOf(recorded)
  },
}
