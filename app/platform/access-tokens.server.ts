import { HttpResponseError, type Session } from '@shopify/shopify-api'
import type { Alone } from './alone.server.ts'
import { ShopAccessLost, ShopUnavailable } from './shop-problem.ts'

/** The part of a session that Shopify gives anew. */
export type Tokens = Pick<Session, 'accessToken' | 'expires' | 'scope' | 'refreshToken' | 'refreshTokenExpires'>

type Parts = {
  sessions: {
    loadSession(id: string): Promise<Session | undefined>
    /** Puts a session's new tokens in the place of those that it had; false where these are gone or others have come. */
    replaceTokens(held: Session, tokens: Tokens): Promise<boolean>
  }
  /** The id of a shop's offline session. */
  idOf: (domain: string) => string
  /** Exchanges a refresh token at Shopify, as its library does. */
  refresh: (asked: { shop: string; refreshToken: string }) => Promise<{ session: Session }>
  alone: Alone
  now: () => Date
}

// The same as in Shopify's library, so that it never finds a token to refresh by itself, which it does without a lock.
const LEAST_LEFT = 5 * 60_000

/** The access tokens of the shops. A token that is about to expire is refreshed by one process, once. */
export function openAccessTokens({ sessions, idOf, refresh, alone, now }: Parts) {
  async function goodToken(domain: string): Promise<string | null> {
    const session = await sessions.loadSession(idOf(domain))
    return session?.isExpired(LEAST_LEFT) === false && session.accessToken ? session.accessToken : null
  }

  /**
   * A token that is good for five minutes at least.
   * @throws ShopAccessLost where only a new log-in brings one, ShopUnavailable where Shopify cannot be asked
   */
  async function tokenOf(domain: string): Promise<string> {
    return (await goodToken(domain)) ?? whileAlone(domain, async () => (await goodToken(domain)) ?? renew(domain))
  }

  async function renew(domain: string): Promise<string> {
    const held = await sessions.loadSession(idOf(domain))
    const { refreshToken, refreshTokenExpires } = held ?? {}
    if (held === undefined || refreshToken === undefined) throw new ShopAccessLost(domain, 'it has no access token')
    if (refreshTokenExpires !== undefined && refreshTokenExpires <= now())
      throw new ShopAccessLost(domain, 'its refresh token has expired')
    const session = await asked(domain, refreshToken)
    // Access may have ended while Shopify was asked, and what app/uninstalled has deleted must not come back.
    if (!(await sessions.replaceTokens(held, session))) throw new ShopAccessLost(domain, 'its access has just ended')
    return session.accessToken ?? ''
  }

  async function asked(domain: string, refreshToken: string): Promise<Session> {
    try {
      return (await refresh({ shop: domain, refreshToken })).session
    } catch (error) {
      const status = statusOf(error)
      if (status !== null && status < 500 && status !== 429)
        throw new ShopAccessLost(domain, `Shopify refused the refresh token with ${status}`)
      throw new ShopUnavailable(`${domain} could not be asked for a new token: ${String(error)}`)
    }
  }

  /** Forgets a token that Shopify has refused, unless another has come meanwhile. */
  async function forget(domain: string, accessToken: string): Promise<void> {
    await whileAlone(domain, async () => {
      const session = await sessions.loadSession(idOf(domain))
      if (session?.accessToken !== accessToken) return
      await sessions.replaceTokens(session, { ...session.toObject(), accessToken: undefined })
    })
  }

  /** Whoever gets tokens for a shop, by whichever way, does it in here. */
  function whileAlone<Result>(domain: string, work: () => Promise<Result>): Promise<Result> {
    return alone(`token of ${domain}`, work)
  }

  return { goodToken, tokenOf, forget, whileAlone }
}

// The library declares its responses as any.
function statusOf(error: unknown): number | null {
  return error instanceof HttpResponseError ? (error.response as { code: number }).code : null
}
