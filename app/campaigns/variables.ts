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
  'unsubscribe_url',
] as const

/** What is known of one recipient when the mail is written. */
export type Personal = {
  firstName: string | null
  lastName: string | null
  likings: Liking[]
  code: string
  offer: string
  endsAt: Date
  shopName: string
  timeZone: string
  shopUrl: string
  unsubscribeUrl: string
}

/** The values behind the variables for one person in one language; none is ever missing. */
export function valuesOf(personal: Personal, now: Date, language: Language) {
  const firstName = personal.firstName?.trim() ?? ''
  const day = new Intl.DateTimeFormat(localeOf(language), { timeZone: personal.timeZone, dateStyle: 'long' })
  return {
    greeting: greeting(firstName, language),
    interest: interestClause(personal.likings, now, language),
    offer: personal.offer,
    code: personal.code,
    valid_until: day.format(personal.endsAt),
    customer: { first_name: firstName, last_name: personal.lastName?.trim() ?? '' },
    preferred_type: personal.likings[0]?.type ?? (language === 'de' ? 'Produkte' : 'products'),
    shop: { name: personal.shopName },
    shop_url: personal.shopUrl,
    unsubscribe_url: personal.unsubscribeUrl,
  }
}

function greeting(firstName: string, language: Language): string {
  const hello = language === 'de' ? 'Hallo' : 'Hello'
  return firstName === '' ? `${hello},` : `${hello} ${firstName},`
}
