import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { mintSessionToken } from '../../dev-shop/oauth/session-token.ts'
import { exchangeToken, jsonHeaders, openShop, requestToken, send, tokenShape } from './support/open-shop.ts'
import type { OpenShop } from './support/open-shop.ts'

const small = { stock: 'empty' } as const

describe('token exchange', () => {
  it('installs the app and hands out a token that expires after an hour', async () => {
    const open = await openShop(small)
    const token = await exchangeToken(open.origin, open.shop)
    expect(token).toMatchObject({ expires_in: 3600, refresh_token_expires_in: 7_776_000 })
    expect(token.scope).toBe(open.shop.app.config.scopes.join(','))
    const { data } = await open.graphql('{ currentAppInstallation { accessScopes { handle } } }')
    const { accessScopes } = data?.currentAppInstallation as { accessScopes: { handle: string }[] }
    expect(accessScopes.map(({ handle }) => handle)).toEqual(open.shop.app.config.scopes)
    expect(await statusAt(open, token.access_token, 3599)).toBe(200)
    expect(await statusAt(open, token.access_token, 3601)).toBe(401)
  })

  it.each([
    [
      'an expired session token',
      (open: OpenShop) => ({ subject_token: mintSessionToken(open.shop, new Date(0)) }),
      'invalid_subject_token',
    ],
    [
      'a session token with a forged signature',
      (open: OpenShop) => ({ subject_token: forged(open) }),
      'invalid_subject_token',
    ],
    ['a wrong secret', () => ({ client_secret: 'guessed' }), 'application_cannot_be_found'],
    [
      'an online token',
      () => ({ requested_token_type: 'urn:shopify:params:oauth:token-type:online-access-token' }),
      'invalid_request',
    ],
  ])('refuses %s with 400', async (_name, changes, error) => {
    const open = await openShop(small)
    const response = await requestToken(open.origin, open.shop, changes(open))
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error })
  })
})

describe('refreshing a token', () => {
  it('keeps the old refresh token until the new access token has been used once', async () => {
    const open = await openShop(small)
    const first = await exchangeToken(open.origin, open.shop)
    const second = tokenShape.parse(await (await refresh(open, first.refresh_token)).json())
    const again = await refresh(open, first.refresh_token)
    expect(again.status).toBe(200)
    await send(open.origin, second.access_token, '{ shop { id } }')
    const late = await refresh(open, first.refresh_token)
    expect(late.status).toBe(400)
    expect(await late.json()).toMatchObject({ error: 'invalid_grant' })
    expect((await refresh(open, second.refresh_token)).status).toBe(200)
  })

  it('ends with the uninstallation', async () => {
    const open = await openShop(small)
    const { access_token: token, refresh_token: refreshToken } = await exchangeToken(open.origin, open.shop)
    await open.dev('POST', '/dev/uninstall', {})
    expect((await refresh(open, refreshToken)).status).toBe(400)
    expect(await statusAt(open, token, 0)).toBe(401)
  })

  it('is not handed out again for a session token of before the uninstallation, which would install the app', async () => {
    const open = await openShop(small)
    const stale = mintSessionToken(open.shop)
    await open.dev('POST', '/dev/uninstall', {})
    const answer = await requestToken(open.origin, open.shop, { subject_token: stale })
    expect(await answer.json()).toMatchObject({ error: 'invalid_subject_token' })
    expect(await open.dev('GET', '/dev/status')).toMatchObject({ app: { installed: null } })
    await exchangeToken(open.origin, open.shop)
    expect(await open.dev('GET', '/dev/status')).not.toMatchObject({ app: { installed: null } })
  })
})

function refresh({ origin, shop }: OpenShop, refreshToken: string): Promise<Response> {
  return requestToken(origin, shop, { grant_type: 'refresh_token', refresh_token: refreshToken })
}

async function statusAt({ origin, shop }: OpenShop, token: string, secondsLater: number): Promise<number> {
  const now = shop.now
  shop.now = () => new Date(Date.now() + secondsLater * 1000)
  const response = await fetch(`${origin}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { ...jsonHeaders, 'x-shopify-access-token': token },
    body: JSON.stringify({ query: '{ shop { id } }' }),
  })
  shop.now = now
  return response.status
}

function forged({ shop }: OpenShop): string {
  const [header = '', claims = ''] = mintSessionToken(shop).split('.')
  return `${header}.${claims}.${createHmac('sha256', 'another secret').update(`${header}.${claims}`).digest('base64url')}`
}
