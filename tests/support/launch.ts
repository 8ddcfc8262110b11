import { launchUrl } from '../../dev-shop/admin-page/launch-url.ts'
import type { DevShop } from '../../dev-shop/shop.ts'

/** The request of the admin's frame when a merchant opens the app, with a session token of this moment. */
export function launch(shop: DevShop): Request {
  // Shopify's library answers programs with 410.
  const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/147.0 Safari/537.36' }
  return new Request(launchUrl(shop, '/app') ?? '', { headers })
}
