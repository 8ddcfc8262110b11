import { createHmac, randomBytes } from 'node:crypto'
import { mintSessionToken } from '../oauth/session-token.ts'
import type { DevShop } from '../shop.ts'
import { adminLocale } from './locale.ts'

/**
 * The address that the admin's iframe loads: the app's own, with a fresh session token and Shopify's signature.
 * @param path a path of the app with its own query, e.g. '/app/customers?page=2'
 * @returns null when the path leaves the app
 */
export function launchUrl(shop: DevShop, path: string): string | null {
  const base = new URL(shop.app.url)
  const url = new URL(path, base)
  if (url.origin !== base.origin || !path.startsWith('/') || path.startsWith('//')) return null
  const launch = {
    embedded: '1',
    host: Buffer.from(`admin.shopify.com/store/${storeHandle(shop)}`)
      .toString('base64')
      .replace(/=+$/, ''),
    id_token: mintSessionToken(shop),
    locale: adminLocale(shop),
    session: randomBytes(32).toString('hex'),
    shop: shop.domain,
    timestamp: String(Math.floor(Date.now() / 1000)),
  }
  for (const [name, value] of Object.entries(launch)) url.searchParams.set(name, value)
  url.searchParams.set('hmac', signature(url.searchParams, shop.app.secret))
  return url.href
}

/** The shop's name in the admin's addresses: 'handelblitz' for handelblitz.myshopify.com. */
export function storeHandle(shop: DevShop): string {
  return shop.domain.replace(/\.myshopify\.com$/, '')
}

function signature(parameters: URLSearchParams, secret: string): string {
  const signed = [...parameters].filter(([name]) => name !== 'hmac').sort(([a], [b]) => (a < b ? -1 : 1))
  return createHmac('sha256', secret).update(new URLSearchParams(signed).toString()).digest('hex')
}
