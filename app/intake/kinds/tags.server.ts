import { z } from 'zod'
import { exactMoment, gidOf, readShape } from '../../ledger/index.ts'
import { recordTags } from '../../ledger/index.server.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOf } from './outcome.server.ts'

const shape = z.object({ customerId: gidOf('Customer'), tags: z.array(z.string().max(255)), occurredAt: exactMoment })

export const tags: Kind = {
  topics: ['customer.tags_added', 'customer.tags_removed'],
  async apply({ tx, shop, topic, body }) {
    const { customerId, tags: named, occurredAt: toldAt } = readShape('tags', shape, body)
    const present = topic === 'customer.tags_added'
    return outcomeOf(await recordTags(tx, shop, { customerId, tags: named, present, toldAt }))
  },
}
