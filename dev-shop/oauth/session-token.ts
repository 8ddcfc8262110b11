import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { DevShop } from '../shop.ts'
import { readMeta } from '../state/open.ts'

const LIFETIME_S = 60

/**
 * A session token as App Bridge hands it to the app: an HS256 JWT that is valid for one minute.
 * @param now the wall's clock, not the shop's, because the app compares with its own
 */
export function mintSessionToken(shop: DevShop, now: Date = new Date()): string {
  const seconds = Math.floor(now.getTime() / 1000)
  const header = encode({ alg: 'HS256', typ: 'JWT' })
  const claims = encode({
    iss: `https://${shop.domain}/admin`,
    dest: `https://${shop.domain}`,
    aud: shop.app.apiKey,
    sub: '42',
    exp: seconds + LIFETIME_S,
    nbf: seconds,
    iat: seconds,
    jti: randomUUID(),
    sid: `${installation(shop)}-${randomUUID()}`,
  })
  return `${header}.${claims}.${sign(shop, `${header}.${claims}`)}`
}

/** Whether a session token was made by this shop for this installation of the app and is still valid. */
export function isValidSessionToken(shop: DevShop, token: string, now: Date = new Date()): boolean {
  const [header, claims, signature, ...more] = token.split('.')
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0) return false
  if (!equal(signature, sign(shop, `${header}.${claims}`))) return false
  const read = claimsShape.safeParse(decode(claims))
  if (!read.success) return false
  const seconds = now.getTime() / 1000
  return (
    read.data.aud === shop.app.apiKey &&
    read.data.dest === `https://${shop.domain}` &&
    read.data.sid.startsWith(`${installation(shop)}-`) &&
    read.data.exp > seconds &&
    read.data.nbf <= seconds + 10
  )
}

const claimsShape = z.object({ aud: z.string(), dest: z.string(), exp: z.number(), nbf: z.number(), sid: z.string() })

// A session of the admin ends for the app with its uninstallation, and so do the tokens of that session.
function installation(shop: DevShop): string {
  return readMeta(shop.state, 'uninstallations') ?? '0'
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}

function sign(shop: DevShop, text: string): string {
  return createHmac('sha256', shop.app.secret).update(text).digest('base64url')
}

function equal(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right))
}
