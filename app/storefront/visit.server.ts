import type { CustomerId, Shop, ShopId } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
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
  const row = await db.shop.findFirst({ where: { domain: checked.shopDomain, uninstalledAt: null } })
  const { customerId } = checked
  if (row === null) return { shop: null, customerId, query }
  const { id, domain, name, email, currency, timeZone, locale } = row
  const shop = { id: id as ShopId, domain, name, email, currency, timeZone, locale }
  return { shop, customerId, query }
}

function refusal(status: number): Response {
  return Response.json({ outcome: 'refused' }, { status, headers: { 'Cache-Control': 'no-store' } })
}
