import '@shopify/shopify-app-remix/adapters/node'
import { shopifyApi } from '@shopify/shopify-api'
import { setAbstractFetchFunc } from '@shopify/shopify-api/runtime'
import { ApiVersion, AppDistribution, shopifyApp } from '@shopify/shopify-app-remix/server'
import { PrismaSessionStorage } from '@shopify/shopify-app-session-storage-prisma'
import {
  openAccessTokens,
  openAdminApi,
  openAlone,
  openApiBucket,
  replaceTokens,
  shopFetch,
  type AdminApi,
  type Config,
  type Database,
  type Logger,
  type Priority,
} from './platform/index.server.ts'

type Parts = {
  config: Config
  db: Database
  logger: Logger
  now: () => Date
  /** Called once a shop has just granted access. */
  onInstalled: (domain: string, admin: AdminApi) => Promise<void>
}

const LONGEST_TOKEN_REQUEST = 30_000

/** Shopify's landmark: the app's registration, its sessions, and the Admin API of each shop that installed it. */
export function openShopify({ config, db, logger, now, onInstalled }: Parts) {
  const fetchShop = shopFetch(config.DEV_SHOP_URL)
  setAbstractFetchFunc((url, init) => fetchShop(url, { signal: AbortSignal.timeout(LONGEST_TOKEN_REQUEST), ...init }))
  const registration = {
    apiKey: config.SHOPIFY_API_KEY,
    apiSecretKey: config.SHOPIFY_API_SECRET,
    apiVersion: ApiVersion.October26,
    logger: { level: 0 },
  }
  const sessions = new PrismaSessionStorage(db)
  const bucket = openApiBucket(db)
  const shopify = shopifyApp({
    ...registration,
    scopes: config.SCOPES.split(','),
    appUrl: config.SHOPIFY_APP_URL,
    sessionStorage: sessions,
    distribution: AppDistribution.AppStore,
    isEmbeddedApp: true,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    hooks: {
      afterAuth: ({ session }) => installed(session.shop, session.accessToken ?? ''),
    },
  })
  // The app's library keeps these two to itself.
  const { auth, session } = shopifyApi({
    ...registration,
    hostName: new URL(config.SHOPIFY_APP_URL).host,
    isEmbeddedApp: true,
  })
  const tokens = openAccessTokens({
    sessions: {
      loadSession: (id) => sessions.loadSession(id),
      replaceTokens: (held, tokens) => replaceTokens(db, held, tokens),
    },
    idOf: session.getOfflineId,
    refresh: auth.refreshToken,
    alone: openAlone(config.DATABASE_URL),
    now,
  })

  // The library answers 500 and keeps to itself why.
  async function installed(domain: string, accessToken: string): Promise<void> {
    try {
      await onInstalled(domain, adminOf(domain, accessToken, 'person'))
    } catch (error) {
      logger.error({ err: error, shop: domain }, 'a log-in could not be completed')
      throw error
    }
  }

  /**
   * The Admin API of a shop, outside of any request; refreshes an expiring token.
   * @throws ShopAccessLost where only a new log-in brings a token
   */
  async function adminFor(domain: string, priority: Priority = 'background'): Promise<AdminApi> {
    return adminOf(domain, await tokens.tokenOf(domain), priority)
  }

  function adminOf(domain: string, accessToken: string, priority: Priority): AdminApi {
    const onTokenRefused = () => tokens.forget(domain, accessToken)
    return openAdminApi({ domain, accessToken, fetch: fetchShop, bucket, priority, logger, onTokenRefused })
  }

  /** As Shopify's library has it; but where the shop needs a new token, requests get it one after another. */
  async function authenticateAdmin(request: Request) {
    const domain = await domainOf(request)
    if (domain === null || (await tokens.goodToken(domain)) !== null) return shopify.authenticate.admin(request)
    return tokens.whileAlone(domain, () => shopify.authenticate.admin(request))
  }

  /** The shop that a request's session token vouches for; null where the library has to answer it. */
  async function domainOf(request: Request): Promise<string | null> {
    const bearer = request.headers.get('authorization')?.replace(/^Bearer /, '')
    const token = bearer ?? new URL(request.url).searchParams.get('id_token')
    if (token === null) return null
    const claims = await session.decodeSessionToken(token).catch(() => null)
    return claims === null ? null : new URL(claims.dest).hostname
  }

  return {
    ...shopify,
    authenticate: { ...shopify.authenticate, admin: authenticateAdmin },
    sessions,
    adminFor,
    fetchShop,
  }
}
