import { readable, shopCurrency } from '../money.ts'
import type { DevShop } from '../shop.ts'
import { shopFacts } from '../shop.ts'
import { adminLocale } from './locale.ts'

/** How numbers, money and moments are written for the merchant: in the admin's language, the shop's currency and its time zone. */
export type Format = {
  /** Minor units as an amount with its currency. */
  money(minor: number, currency?: string): string
  number(value: number): string
  /** A moment given in ISO 8601, e.g. "12. März 2026, 14:05". */
  moment(iso: string): string
  day(iso: string): string
}

export function formatFor(shop: DevShop): Format {
  const language = adminLocale(shop) === 'de' ? 'de-DE' : 'en-GB'
  const shopMoney = shopCurrency(shop.state)
  const timeZone = shopFacts.timezone
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone })
  const number = new Intl.NumberFormat(language)
  return {
    money: (minor, currency = shopMoney) => readable(minor, currency, language),
    number: (value) => number.format(value),
    moment: (iso) => moment.format(new Date(iso)),
    day: (iso) => day.format(new Date(iso)),
  }
}
