import { createHmac, timingSafeEqual } from 'node:crypto'
import { toId, type CampaignId, type CustomerId, type ShopId } from '../kernel/index.ts'

/** Whom a link in a mail speaks for, and which mail it was in. */
export type UnsubscribeClaim = { shopId: ShopId; customerId: CustomerId; campaignId: CampaignId }

// The same secret signs other things; this prefix keeps their signatures apart.
const DOMAIN = 'stammkunde/unsubscribe/v1'
const TOKEN = /^(\d{1,9})\.(-?\d{1,19})\.([0-9a-f-]{36})\.([\w-]{43})$/

/** A token for the link in a mail. It never expires: a mail may be found years later. */
export function signUnsubscribe(secret: string, claim: UnsubscribeClaim): string {
  const said = `${String(claim.shopId)}.${String(claim.customerId)}.${claim.campaignId}`
  return `${said}.${signatureOf(secret, said).toString('base64url')}`
}

/** Reads a token; null where it was not signed by us. */
export function readUnsubscribe(secret: string, token: string): UnsubscribeClaim | null {
  const [, shop, customer, campaign, signature] = TOKEN.exec(token) ?? []
  if (shop === undefined || customer === undefined || campaign === undefined || signature === undefined) return null
  const expected = signatureOf(secret, `${shop}.${customer}.${campaign}`)
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return { shopId: Number(shop) as ShopId, customerId: toId<CustomerId>(customer), campaignId: campaign as CampaignId }
}

function signatureOf(secret: string, said: string): Buffer {
  return createHmac('sha256', secret).update(`${DOMAIN}\n${said}`).digest()
}
