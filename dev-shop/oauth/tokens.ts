import { randomBytes } from 'node:crypto'
import type { DevShop } from '../shop.ts'
import { first, run } from '../state/query.ts'
import type { TokenRow } from '../state/rows.ts'

const ACCESS_S = 3600
const REFRESH_S = 90 * 24 * 3600

export type IssuedToken = {
  access_token: string
  scope: string
  expires_in?: number
  refresh_token?: string
  refresh_token_expires_in?: number
}

/** Makes an offline access token for the app; an expiring one comes with a refresh token. */
export function issueToken(shop: DevShop, scopes: string, expiring: boolean): IssuedToken {
  const accessToken = `shpat_${randomBytes(16).toString('hex')}`
  const refreshToken = expiring ? `shprt_${randomBytes(16).toString('hex')}` : null
  run(
    shop.state,
    'insert into tokens (access_token, api_key, scopes, expires_at, refresh_token, refresh_expires_at) values (?, ?, ?, ?, ?, ?)',
    accessToken,
    shop.app.apiKey,
    scopes,
    expiring ? later(shop, ACCESS_S) : null,
    refreshToken,
    expiring ? later(shop, REFRESH_S) : null,
  )
  if (refreshToken === null) return { access_token: accessToken, scope: scopes }
  return {
    access_token: accessToken,
    scope: scopes,
    expires_in: ACCESS_S,
    refresh_token: refreshToken,
    refresh_token_expires_in: REFRESH_S,
  }
}

/**
 * The token behind an X-Shopify-Access-Token, or undefined when it is unknown, expired or revoked.
 * Its first use ends the refresh tokens before it: until then the old one still works, so that a lost answer does no harm.
 */
export function useAccessToken(shop: DevShop, accessToken: string): TokenRow | undefined {
  const token = first<TokenRow>(
    shop.state,
    'select * from tokens where access_token = ? and revoked_at is null and (expires_at is null or expires_at > ?)',
    accessToken,
    shop.now().toISOString(),
  )
  if (token !== undefined) endRefreshTokensBefore(shop, token)
  return token
}

/** The token that a refresh token belongs to, or undefined when it is unknown, expired, used up or revoked. */
export function findByRefreshToken(shop: DevShop, refreshToken: string): TokenRow | undefined {
  return first<TokenRow>(
    shop.state,
    'select * from tokens where refresh_token = ? and revoked_at is null and refresh_expires_at > ?',
    refreshToken,
    shop.now().toISOString(),
  )
}

/** Ends every token of the app, as an uninstall does. */
export function revokeTokens(shop: DevShop): void {
  run(
    shop.state,
    'update tokens set revoked_at = ? where api_key = ? and revoked_at is null',
    shop.now().toISOString(),
    shop.app.apiKey,
  )
}

function endRefreshTokensBefore(shop: DevShop, token: TokenRow): void {
  run(
    shop.state,
    `update tokens set refresh_token = null where api_key = ? and refresh_token is not null
        and rowid < (select rowid from tokens where access_token = ?)`,
    token.api_key,
    token.access_token,
  )
}

function later(shop: DevShop, seconds: number): string {
  return new Date(shop.now().getTime() + seconds * 1000).toISOString()
}
