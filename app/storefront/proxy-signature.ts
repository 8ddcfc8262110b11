import { createHmac, timingSafeEqual } from 'node:crypto'
import { parseId, type CustomerId } from '../kernel/index.ts'

export const PROXY_TOLERANCE_SECONDS = 90

/** Who stands behind a request of the app proxy: the shop, and the customer it has logged in. */
export type ProxyVisit =
  | { outcome: 'genuine'; shopDomain: string; customerId: CustomerId | null }
  | { outcome: 'missing' | 'ambiguous' | 'forged' | 'stale' }

/**
 * Checks what Shopify's app proxy signed: the hex HMAC-SHA256, keyed with the app's secret, of the sorted `key=value`
 * pairs of the query, joined without a separator.
 *
 * Shopify's library checks the same but loads the shop's session as well and may refresh its token over the network;
 * a shopper's page should wait for neither. It also lets a second logged_in_customer_id pass, which a shopper could
 * have put into the address.
 */
export function checkProxySignature(query: URLSearchParams, secret: string, now: Date): ProxyVisit {
  if (shopifysOwn.some((name) => query.getAll(name).length > 1)) return { outcome: 'ambiguous' }
  const signature = query.get('signature')
  const shopDomain = query.get('shop')
  const timestamp = Number(query.get('timestamp') ?? Number.NaN)
  if (signature === null || shopDomain === null || !Number.isInteger(timestamp)) return { outcome: 'missing' }
  if (!equal(signature, signatureOf(query, secret))) return { outcome: 'forged' }
  if (Math.abs(now.getTime() / 1000 - timestamp) > PROXY_TOLERANCE_SECONDS) return { outcome: 'stale' }
  return { outcome: 'genuine', shopDomain, customerId: parseId<CustomerId>(query.get('logged_in_customer_id')) }
}

/** The signature that Shopify would give this query; a `signature` in it is left out. */
export function signatureOf(query: URLSearchParams, secret: string): string {
  const names = new Set([...query.keys()].filter((name) => name !== 'signature'))
  const pairs = [...names].map((name) => `${name}=${query.getAll(name).join(',')}`)
  return createHmac('sha256', secret).update(pairs.sort().join('')).digest('hex')
}

const shopifysOwn = ['signature', 'shop', 'timestamp', 'logged_in_customer_id', 'path_prefix']

function equal(given: string, expected: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(expected)]
  return left.length === right.length && timingSafeEqual(left, right)
}
