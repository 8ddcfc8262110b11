import type { CustomerId, Shop } from '../kernel/index.ts'
import { installedShop, type Queryable } from '../platform/index.server.ts'
import { checkProxySignature } from './proxy-signature.ts'

/**
 * A request that came through a shop's own domain. `shop` is null where the app is not, or no longer, installed;
 * `customerId` for a visitor who is not logged in.
 */
export type Visit = { shop: Shop | null; customerId: CustomerId | null; query: URLSearchParams }

/**
 * Who asks, as Shopify's app proxy vouches for it.
 * @throws Response 400 or 401 where it does not; neither says more than that
 */
export async function visitOf(db: Queryable, request: Request, secret: string, now: Date): Promise<Visit> {
  const query = new URL(request.url).searchParams
  const checked = checkProxySignature(query, secret, now)
  if (checked.outcome !== 'genuine')
    throw refusal(checked.outcome === 'forged' || checked.outcome === 'stale' ? 401 : 400)
  const { customerId, shopDomain: domain } = checked
  return { shop: await installedShop(db, { domain }), customerId, query }
}

function refusal(status: number): Response {
  return Response.json({ outcome: 'refused' }, { status, headers: { 'Cache-Control': 'no-store' } })
}
