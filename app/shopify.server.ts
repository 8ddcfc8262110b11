import '@shopify/shopify-app-remix/adapters/node'
import { ApiVersion, AppDistribution, shopifyApp } from '@shopify/shopify-app-remix/server'
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime'
import { PrismaSessionStorage } from '@shopify/shopify-app-session-storage-prisma'
import { openAdminApi, shopFetch, type AdminApi, type Config, type Database } from './platform/index.server.ts'

type Parts = {
  config: Config
  db: Database
  /** Called once a shop has just granted access. */
  onInstalled: (domain: string, admin: AdminApi) => Promise<void>
}

/** Shopify's landmark: the app's registration, its sessions, and the Admin API of each shop that installed it. */
export function openShopify({ config, db, onInstalled }: Parts) {
  const fetchShop = shopFetch(config.DEV_SHOP_URL)
  setAbstractFetchFunc(fetchShop)
  const sessions = new PrismaSessionStorage(db)
  const shopify = shopifyApp({
    apiKey: config.SHOPIFY_API_KEY,
    apiSecretKey: config.SHOPIFY_API_SECRET,
    apiVersion: ApiVersion.October26,
    scopes: config.SCOPES.split(','),
    appUrl: config.SHOPIFY_APP_URL,
    sessionStorage: sessions,
    distribution: AppDistribution.AppStore,
    isEmbeddedApp: true,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    logger: { level: 0 },
    hooks: {
      afterAuth: ({ session }) => onInstalled(session.shop, adminOf(session.shop, session.accessToken)),
    },
  })

  /** The Admin API of a shop, outside of any request; refreshes an expiring token. */
  async function adminFor(domain: string): Promise<AdminApi> {
    const { session } = await shopify.unauthenticated.admin(domain)
    return adminOf(domain, session.accessToken)
  }

  function adminOf(domain: string, accessToken: string | undefined): AdminApi {
    if (accessToken === undefined) throw new Error(`${domain} has no access token: open the app in its admin once`)
    return openAdminApi({ domain, accessToken, fetch: fetchShop })
  }

  return { ...shopify, sessions, adminFor, fetchShop }
}
