import { languageOf, type Language, type Shop } from '../kernel/index.ts'
import { isLeftOut, type Campaign, type MessageText } from './campaign.ts'
import type { Liking } from './interest.ts'
import {
  compileMessage,
  type Broken,
  type CompiledMessage,
  type Marking,
  type Written,
} from './message/compile.server.ts'
import type { MailDesign } from './message/design.ts'
import { offerText } from './offer-text.ts'
import { pickOf, type ChosenProduct } from './picks/picks.server.ts'

/** One person's mail, before it is written. */
export type Addressee = {
  firstName: string | null
  lastName: string | null
  likings: Liking[]
  picks: Omit<ChosenProduct, 'customerId' | 'productId'>[]
  locale: string
  code: string
  unsubscribeUrl: string
}

export type Surroundings = {
  shop: Shop
  campaign: Pick<Campaign, 'value' | 'target' | 'messages'>
  design: MailDesign
  endsAt: Date
  /** Where shoppers find the shop, without a slash at the end. */
  storefrontUrl: string
  /** A page of the shop that the button leads to; null for its home page. */
  landing: string | null
}

export type Letter = ({ outcome: 'rendered'; language: Language } & Written) | ({ language: Language } & Broken)

/**
 * Reads a campaign's messages once, for as many letters as there are people; each gets their own language, or the other
 * where theirs was left out. The same person at the same moment always gets the same.
 */
export function letterWriter({ shop, campaign, design, endsAt, storefrontUrl, landing }: Surroundings, now: Date) {
  const compiled = new Map<Language, CompiledMessage | Broken>()
  const messageIn = (language: Language) => {
    const known = compiled.get(language)
    if (known !== undefined) return known
    const occasion = {
      ...{ language, now, endsAt, shopName: shop.name, timeZone: shop.timeZone, shopUrl: storefrontUrl },
      offer: offerText(campaign.value, campaign.target.title, shop.currency, language),
    }
    const fresh = compileMessage(campaign.messages[language], design, occasion)
    compiled.set(language, fresh)
    return fresh
  }
  return (to: Addressee, marking?: Marking): Letter => {
    const language = writtenLanguage(campaign.messages, languageOf(to.locale))
    const message = messageIn(language)
    if (message.outcome === 'broken') return { ...message, language }
    const picks = to.picks.map((pick) => pickOf(pick, { currency: shop.currency, storefrontUrl, language }))
    const redeem = redeemUrl(storefrontUrl, to.code, landing)
    return { language, ...message.write({ ...to, picks, redeemUrl: redeem }, marking) }
  }
}

/** The language that somebody reads: their own, or the other where the author left theirs out. */
export function writtenLanguage(messages: Record<Language, MessageText>, own: Language): Language {
  const other = own === 'de' ? 'en' : 'de'
  return isLeftOut(messages[own]) ? other : own
}

/** Shopify's address that puts a code into the cart and goes on to a page; without a code the page itself. */
export function redeemUrl(storefrontUrl: string, code: string, landing: string | null): string {
  if (code === '') return `${storefrontUrl}${landing ?? ''}`
  const redirect = landing === null ? '' : `?redirect=${encodeURIComponent(landing)}`
  return `${storefrontUrl}/discount/${encodeURIComponent(code)}${redirect}`
}
