import { z } from 'zod'
import { exactMoment, readShape } from '../../ledger/index.ts'
import type { Kind } from './kind.server.ts'
import { outcomeOfRows } from './outcome.server.ts'

const shape = z.object({ current: z.array(z.string().max(255)), updated_at: exactMoment })

/** What the app may do has changed. The offline session must know it too, or its token is taken for more than it is. */
export const scopesUpdate: Kind = {
  topics: ['app/scopes_update'],
  holdsShop: true,
  async apply({ tx, shop, body }) {
    const { current, updated_at: toldAt } = readShape('scopes', shape, body)
    const scopes = [...new Set(current)].sort()
    const rows = await tx.$executeRaw`
      update shop set scopes = ${scopes}::text[], scopes_told_at = ${toldAt}
       where id = ${shop.id} and (scopes_told_at is null
          or (scopes_told_at, array_to_string(scopes, ',') collate "C") < (${toldAt}, ${scopes.join(',')} collate "C"))`
    if (rows > 0)
      await tx.session.updateMany({ where: { shop: shop.domain, isOnline: false }, data: { scope: scopes.join(',') } })
    return outcomeOfRows(rows)
  },
}
