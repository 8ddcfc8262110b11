import type { Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'

/**
 * Notes what the app may do, as Shopify told at `toldAt`. The offline session must know it too, or its token is taken for
 * more than it is. @returns how many rows changed: 1 or 0
 */
export async function recordScopes(
  tx: Transaction,
  shop: Pick<Shop, 'id' | 'domain'>,
  told: string[],
  toldAt: Date,
): Promise<number> {
  const scopes = [...new Set(told)].sort()
  const rows = await tx.$executeRaw`
    update shop set scopes = ${scopes}::text[], scopes_told_at = ${toldAt}
     where id = ${shop.id} and (scopes_told_at is null
        or (scopes_told_at, array_to_string(scopes, ',') collate "C") < (${toldAt}, ${scopes.join(',')} collate "C"))`
  if (rows > 0)
    await tx.session.updateMany({ where: { shop: shop.domain, isOnline: false }, data: { scope: scopes.join(',') } })
  return rows
}
