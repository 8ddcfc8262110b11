import { z } from 'zod'
import { idFromGid } from '../../kernel/index.ts'
import { gidText, readShape } from '../../ledger/index.ts'
import { recordTags } from '../../ledger/index.server.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOf } from './outcome.server.ts'

const shape = z.object({ customerId: gidText, tags: z.array(z.string()), occurredAt: z.iso.datetime({ offset: true }) })

export const tags: Kind = {
  topics: ['customer.tags_added', 'customer.tags_removed'],
  async apply({ tx, shop, topic, body }) {
    const { customerId, tags: named, occurredAt } = readShape('tags', shape, body)
    const present = topic === 'customer.tags_added'
    return outcomeOf(
      await recordTags(tx, shop, {
        customerId: idFromGid('Customer', customerId),
        tags: named,
        present,
        toldAt: new Date(occurredAt),
      }),
    )
  },
}
