import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { mintSessionToken } from '../../../dev-shop/oauth/session-token.ts'
import type { DevShop } from '../../../dev-shop/shop.ts'
import { startDevShop } from '../../../dev-shop/start.ts'
import type { StartOptions } from '../../../dev-shop/start.ts'

export const SECRET = 'the-secret-of-the-app'
const appToml = fileURLToPath(new URL('./app.toml', import.meta.url))

export type OpenShop = {
  shop: DevShop
  origin: string
  /** Sends an operation with the app's token and returns the whole answer. */
  graphql: (query: string, variables?: Record<string, unknown>) => Promise<Answer>
  /** Calls a /dev/… endpoint. */
  dev: (method: 'GET' | 'POST', path: string, body?: object) => Promise<unknown>
  token: string
  close: () => Promise<void>
}

export type Answer = z.infer<typeof answerShape>
const answerShape = z.object({
  data: z.record(z.string(), z.unknown()).nullish(),
  errors: z
    .array(z.looseObject({ message: z.string(), extensions: z.record(z.string(), z.unknown()).optional() }))
    .optional(),
  extensions: z.record(z.string(), z.unknown()).optional(),
})

/** A small store with the app installed; it closes when the test is over unless the caller does that in afterAll. */
export async function openShop(options: Partial<StartOptions> & { keepOpen?: boolean } = {}): Promise<OpenShop> {
  const { keepOpen = false, ...start } = options
  const running = await startDevShop({
    dataPath: ':memory:',
    port: 0,
    smtpPort: 0,
    appToml,
    appUrl: 'http://127.0.0.1:9',
    apiSecret: SECRET,
    stock: 'handelblitz',
    seed: 7,
    today: '2026-11-23',
    customers: 60,
    orders: 150,
    retryScale: 0.0001,
    ...start,
  })
  const { access_token: token } = await exchangeToken(running.origin, running.shop)
  const close = once(running.close)
  if (!keepOpen) onTestFinished(close)
  return {
    shop: running.shop,
    origin: running.origin,
    token,
    close,
    graphql: (query, variables = {}) => send(running.origin, token, query, variables),
    async dev(method, path, body) {
      const init = body === undefined ? { method } : { method, body: JSON.stringify(body), headers: jsonHeaders }
      const answer: unknown = await (await fetch(`${running.origin}${path}`, init)).json()
      return answer
    },
  }
}

export const jsonHeaders = { 'content-type': 'application/json' }

export const tokenShape = z.object({
  access_token: z.string(),
  scope: z.string(),
  expires_in: z.number(),
  refresh_token: z.string(),
  refresh_token_expires_in: z.number(),
})

/** Asks for a token as the app's library does; `changes` make the request wrong. */
export function requestToken(origin: string, shop: DevShop, changes: Record<string, string> = {}): Promise<Response> {
  return fetch(`${origin}/admin/oauth/access_token`, {
    method: 'POST',
    headers: jsonHeaders,
    body: JSON.stringify({
      client_id: shop.app.apiKey,
      client_secret: shop.app.secret,
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: mintSessionToken(shop),
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
      expiring: '1',
      ...changes,
    }),
  })
}

export async function exchangeToken(origin: string, shop: DevShop): Promise<z.infer<typeof tokenShape>> {
  return tokenShape.parse(await (await requestToken(origin, shop)).json())
}

export async function send(
  origin: string,
  token: string,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer> {
  const response = await fetch(`${origin}/admin/api/2026-10/graphql.json`, {
    method: 'POST',
    headers: { ...jsonHeaders, 'x-shopify-access-token': token },
    body: JSON.stringify({ query, variables }),
  })
  return answerShape.parse(await response.json())
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= work())
}
