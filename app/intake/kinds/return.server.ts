import { returnFromWebhook } from '../../ledger/index.ts'
import { recordReturn } from '../../ledger/index.server.ts'
import type { Kind } from './kind.server.ts'
import { ignored, outcomeOf } from './outcome.server.ts'

const retold: Record<string, string> = {
  'returns/update': 'it tells only which pieces were taken out, and nothing here counts them',
  'returns/process': 'refunds/create and returns/close tell what it led to',
}

export const orderReturn: Kind = {
  topics: [
    'returns/request',
    'returns/approve',
    'returns/decline',
    'returns/cancel',
    'returns/close',
    'returns/reopen',
    ...Object.keys(retold),
  ],
  async apply({ tx, shop, topic, body, toldAt }) {
    const reason = retold[topic]
    if (reason !== undefined) return ignored(reason)
    return outcomeOf(await recordReturn(tx, shop, returnFromWebhook(body, toldAt)))
  },
}
