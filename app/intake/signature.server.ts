import { createHmac, timingSafeEqual } from 'node:crypto'

/** Whether Shopify signed these bytes: base64 of HMAC-SHA256 with the app's client secret. */
export function isSigned(secret: string, body: Uint8Array, signature: string): boolean {
  const expected = createHmac('sha256', secret).update(body).digest()
  const given = Buffer.from(signature, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}
