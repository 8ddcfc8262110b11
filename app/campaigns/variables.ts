import { localeOf, type Language } from '../kernel/index.ts'
import { interestClause, type Liking } from './interest.ts'

/** Everything a message may name. The editor lists them with their meaning from the texts under `variable.*`. */
export const variables = [
  'greeting',
  'interest',
  'offer',
  'code',
  'valid_until',
  'customer.first_name',
  'customer.last_name',
  'preferred_type',
  'shop.name',
  'shop_url',
  'redeem_url',
  'unsubscribe_url',
] as const

// For those who write Liquid: `{% for product in picks %}`, `{% for type in preferred_types %}`.
const FURTHER =
  /^(today|preferred_types(\.(size|first|last|\d+))?|picks(\.(size|first|last|\d+)(\.(title|price|url|image))?)?)$/

/** A product chosen for one person; `price` is written out. */
export type ProductPick = { title: string; price: string; url: string; image: string }

/** What is known of one recipient when the mail is written. */
export type Personal = {
  firstName: string | null
  lastName: string | null
  likings: Liking[]
  picks: ProductPick[]
  code: string
  redeemUrl: string
  unsubscribeUrl: string
}

/** What is the same for all who read one language. */
export type Occasion = {
  language: Language
  now: Date
  offer: string
  endsAt: Date
  shopName: string
  timeZone: string
  shopUrl: string
}

/** The values behind the variables, for one person after the other; none is ever missing. */
export function valuesFor(occasion: Occasion) {
  const { language, now, offer, endsAt, shopName, timeZone, shopUrl } = occasion
  const day = new Intl.DateTimeFormat(localeOf(language), { timeZone, dateStyle: 'long' })
  const same = {
    offer,
    valid_until: day.format(endsAt),
    today: day.format(now),
    shop: { name: shopName },
    shop_url: shopUrl,
  }
  return (personal: Personal) => {
    const firstName = personal.firstName?.trim() ?? ''
    return {
      ...same,
      greeting: greeting(firstName, language),
      interest: interestClause(personal.likings, now, language),
      code: personal.code,
      customer: { first_name: firstName, last_name: personal.lastName?.trim() ?? '' },
      preferred_type: personal.likings[0]?.type ?? (language === 'de' ? 'Produkte' : 'products'),
      preferred_types: personal.likings.map(({ type }) => type),
      picks: personal.picks,
      redeem_url: personal.redeemUrl,
      unsubscribe_url: personal.unsubscribeUrl,
    }
  }
}

/** Whether a message may name this. */
export function isKnownVariable(name: string): boolean {
  return FURTHER.test(name) || variables.some((variable) => variable === name || `${variable}.size` === name)
}

function greeting(firstName: string, language: Language): string {
  const hello = language === 'de' ? 'Hallo' : 'Hello'
  return firstName === '' ? `${hello},` : `${hello} ${firstName},`
}
