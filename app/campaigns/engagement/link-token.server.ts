import { createHmac, timingSafeEqual } from 'node:crypto'
import { toId, type CampaignId, type CustomerId, type ShopId } from '../../kernel/index.ts'

/** Whose mail a link is in. */
export type Mailed = { shopId: ShopId; customerId: CustomerId; campaignId: CampaignId }
/** Where a link leads; null for the picture by which an opening is seen. */
export type MailLink = Mailed & { target: string | null }

// The same secret signs other things; this prefix keeps their signatures apart.
const DOMAIN = 'stammkunde/mail-link/v1'
const TOKEN = /^(\d{1,9})\.(-?\d{1,19})\.([0-9a-f-]{36})\.([\w-]*)\.([\w-]{43})$/

/** A token for a link in a mail. The address it leads to is signed with it, so it leads nowhere else. */
export function signLink(secret: string, { shopId, customerId, campaignId, target }: MailLink): string {
  const where = target === null ? '' : Buffer.from(target).toString('base64url')
  const said = `${String(shopId)}.${String(customerId)}.${campaignId}.${where}`
  return `${said}.${signatureOf(secret, said).toString('base64url')}`
}

/** Reads a token; null where it was not signed by us. */
export function readLink(secret: string, token: string): MailLink | null {
  const [, shop, customer, campaign, where, signature] = TOKEN.exec(token) ?? []
  if (shop === undefined || customer === undefined || campaign === undefined) return null
  const expected = signatureOf(secret, `${shop}.${customer}.${campaign}.${where ?? ''}`)
  const given = Buffer.from(signature ?? '', 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return {
    shopId: Number(shop) as ShopId,
    customerId: toId<CustomerId>(customer),
    campaignId: campaign as CampaignId,
    target: where === undefined || where === '' ? null : Buffer.from(where, 'base64url').toString(),
  }
}

function signatureOf(secret: string, said: string): Buffer {
  return createHmac('sha256', secret).update(`${DOMAIN}\n${said}`).digest()
}
