import { createHmac } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import express from 'express'
import type { Request, Response } from 'express'
import type { DevShop } from '../shop.ts'
import { sessionOf } from './session.ts'

const TIMEOUT_MS = 10_000
const FORWARDED = ['accept', 'accept-language', 'content-type', 'user-agent', 'x-requested-with']
const RETURNED = ['content-type', 'location', 'cache-control', 'etag', 'last-modified', 'content-language']

/**
 * Hands requests below /<prefix>/<subpath> on to the app, signed as Shopify signs them; cookies go neither way.
 * An app that does not answer within 10 s or cannot be reached is a 502 or 504.
 */
export function appProxyRouter(shop: DevShop): express.Router {
  const router = express.Router()
  const { proxy } = shop.app.config
  if (!proxy) return router
  const prefix = `/${proxy.prefix}/${proxy.subpath}`
  router.use(prefix, express.raw({ type: () => true, limit: '10mb' }), (request, response, next) => {
    const target = new URL(
      new URL(proxy.url).pathname.replace(/\/$/, '') + (request.path === '/' ? '' : request.path),
      shop.app.url,
    )
    target.search = signedQuery(shop, request, prefix).toString()
    forward(target, request, response).catch(next)
  })
  return router
}

/** The signature of a proxied request: pairs sorted and joined without separator, several values of a key by comma. */
export function proxySignature(query: URLSearchParams, secret: string): string {
  const keys = [...new Set(query.keys())].filter((key) => key !== 'signature')
  const message = keys.map((key) => `${key}=${query.getAll(key).join(',')}`).sort()
  return createHmac('sha256', secret).update(message.join('')).digest('hex')
}

function signedQuery(shop: DevShop, request: Request, prefix: string): URLSearchParams {
  const query = new URL(request.originalUrl, shop.origin).searchParams
  query.set('shop', shop.domain)
  query.set('logged_in_customer_id', sessionOf(shop, request).customerId ?? '')
  query.set('path_prefix', prefix)
  query.set('timestamp', String(Math.floor(shop.now().getTime() / 1000)))
  query.set('signature', proxySignature(query, shop.app.secret))
  return query
}

async function forward(target: URL, request: Request, response: Response): Promise<void> {
  const body: unknown = request.body
  let answer
  try {
    answer = await fetch(target, {
      method: request.method,
      headers: forwardedHeaders(request),
      body: Buffer.isBuffer(body) && body.length > 0 ? new Uint8Array(body) : null,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
  } catch (error) {
    const isTimeout = error instanceof Error && error.name === 'TimeoutError'
    response
      .status(isTimeout ? 504 : 502)
      .type('text/plain')
      .send('There was an error in the third-party application.')
    return
  }
  response.status(answer.status)
  for (const name of RETURNED) {
    const value = answer.headers.get(name)
    if (value !== null) response.setHeader(name, value)
  }
  if (!answer.body) response.end()
  else await pipeline(Readable.fromWeb(answer.body as ReadableStream), response)
}

function forwardedHeaders(request: Request): Record<string, string> {
  const headers: Record<string, string> = { 'x-forwarded-for': request.ip ?? '', 'x-forwarded-proto': request.protocol }
  for (const name of FORWARDED) {
    const value = request.headers[name]
    if (typeof value === 'string') headers[name] = value
  }
  return headers
}
