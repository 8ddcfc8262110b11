import { z } from 'zod'
import { exactMoment, readShape } from '../../ledger/index.ts'
import { recordScopes } from '../granted-scopes.server.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOfRows } from './outcome.server.ts'

const shape = z.object({ current: z.array(z.string().max(255)), updated_at: exactMoment })

/** What the app may do has changed. */
export const scopesUpdate: Kind = {
  topics: ['app/scopes_update'],
  holdsShop: true,
  async apply({ tx, shop, body }) {
    const { current, updated_at: toldAt } = readShape('scopes', shape, body)
    return outcomeOfRows(await recordScopes(tx, shop, current, toldAt))
  },
}
