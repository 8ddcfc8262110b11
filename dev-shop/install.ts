import { revokeTokens } from './oauth/tokens.ts'
import type { DevShop } from './shop.ts'
import { shopFacts } from './shop.ts'
import { readMeta, writeMeta } from './state/open.ts'
import { first, run } from './state/query.ts'
import { announce } from './webhooks/announce.ts'
import { subscribeFromToml } from './webhooks/subscribe.ts'

type AppRow = { granted_scopes: string | null; installed_at: string | null }

/** Writes down the app that this shop knows, keeping what was granted to it before. */
export function registerApp(shop: DevShop): void {
  const { app } = shop
  run(
    shop.state,
    `insert into apps (api_key, secret, handle, name, url, proxy, requested_scopes, webhook_api_version)
     values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (api_key) do update set secret = excluded.secret, handle = excluded.handle, name = excluded.name,
       url = excluded.url, proxy = excluded.proxy, requested_scopes = excluded.requested_scopes,
       webhook_api_version = excluded.webhook_api_version`,
    app.apiKey,
    app.secret,
    app.handle,
    app.name,
    app.url,
    app.config.proxy === null ? null : JSON.stringify(app.config.proxy),
    app.config.scopes.join(','),
    app.config.webhookApiVersion,
  )
}

/**
 * Grants the app what it requests and subscribes its webhooks, unless that has happened before.
 * @param scopes what the merchant grants; by default all that shopify.app.toml requests
 * @returns the granted scopes, comma separated
 */
export function installApp(shop: DevShop, scopes: string[] = shop.app.config.scopes): string {
  const installed = installedApp(shop)
  if (installed?.granted_scopes) return installed.granted_scopes
  const granted = scopes.join(',')
  run(
    shop.state,
    'update apps set granted_scopes = ?, installed_at = ? where api_key = ?',
    granted,
    shop.now().toISOString(),
    shop.app.apiKey,
  )
  subscribeFromToml(shop)
  return granted
}

/** Removes the app: its tokens and session tokens end, it hears of it by app/uninstalled, and its subscriptions go. */
export function uninstallApp(shop: DevShop): void {
  revokeTokens(shop)
  announce(shop, 'app/uninstalled', shopFacts.id)
  run(shop.state, 'delete from webhook_subscriptions where api_key = ?', shop.app.apiKey)
  writeMeta(shop.state, 'uninstallations', String(Number(readMeta(shop.state, 'uninstallations') ?? 0) + 1))
  run(shop.state, 'update apps set granted_scopes = null, installed_at = null where api_key = ?', shop.app.apiKey)
}

/** The app as this shop remembers it while it is installed. */
export function installedApp(shop: DevShop): AppRow | undefined {
  return first<AppRow>(
    shop.state,
    'select granted_scopes, installed_at from apps where api_key = ? and installed_at is not null',
    shop.app.apiKey,
  )
}
