import { languageOf, type Language, type Shop } from '../kernel/index.ts'
import type { Campaign } from './campaign.ts'
import type { Liking } from './interest.ts'
import { htmlMail, textMail } from './mail-layout.ts'
import { offerText } from './offer-text.ts'
import { renderMessage, type BrokenPart } from './render-message.ts'

/** One person's mail, before it is written. */
export type Addressee = {
  firstName: string | null
  lastName: string | null
  likings: Liking[]
  locale: string
  code: string
  unsubscribeUrl: string
}

export type Surroundings = {
  shop: Shop
  campaign: Pick<Campaign, 'value' | 'target' | 'messages'>
  endsAt: Date
  /** Where shoppers find the shop, without a slash at the end. */
  storefrontUrl: string
  /** A page of the shop that the button leads to; null for its home page. */
  landing: string | null
}

export type Letter =
  | { outcome: 'rendered'; subject: string; text: string; html: string }
  | ({ outcome: 'broken'; language: Language } & BrokenPart)

/** Writes one person's mail in their language; the same person at the same moment always gets the same. */
export function writeLetter(
  { shop, campaign, endsAt, storefrontUrl, landing }: Surroundings,
  to: Addressee,
  now: Date,
): Letter {
  const language = languageOf(to.locale)
  const personal = {
    firstName: to.firstName,
    lastName: to.lastName,
    likings: to.likings,
    code: to.code,
    offer: offerText(campaign.value, campaign.target.title, shop.currency, language),
    endsAt,
    shopName: shop.name,
    timeZone: shop.timeZone,
    shopUrl: storefrontUrl,
    unsubscribeUrl: to.unsubscribeUrl,
  }
  const rendered = renderMessage(campaign.messages[language], personal, now, language)
  if (rendered.outcome === 'broken') return { ...rendered, language }
  const { subject, body } = rendered
  const buttonUrl = redeemUrl(storefrontUrl, to.code, landing)
  const layout = {
    language,
    shopName: shop.name,
    subject,
    body,
    code: to.code,
    buttonUrl,
    unsubscribeUrl: to.unsubscribeUrl,
  }
  return { outcome: 'rendered', subject, text: textMail(layout), html: htmlMail(layout) }
}

/** Shopify's address that puts a code into the cart and goes on to a page; without a code the page itself. */
export function redeemUrl(storefrontUrl: string, code: string, landing: string | null): string {
  if (code === '') return `${storefrontUrl}${landing ?? ''}`
  const redirect = landing === null ? '' : `?redirect=${encodeURIComponent(landing)}`
  return `${storefrontUrl}/discount/${encodeURIComponent(code)}${redirect}`
}
