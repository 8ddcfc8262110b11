import type { DevShop } from '../shop.ts'
import { shopFacts } from '../shop.ts'
import { readMeta, writeMeta } from '../state/open.ts'

export type Locale = 'de' | 'en'

/** The language in which the merchant reads the admin. */
export function adminLocale(shop: DevShop): Locale {
  return readMeta(shop.state, 'admin_locale') === 'en' ? 'en' : 'de'
}

/** Remembers the merchant's language; anything but English is German, the shop's own. */
export function chooseAdminLocale(shop: DevShop, locale: unknown): void {
  writeMeta(shop.state, 'admin_locale', locale === 'en' ? 'en' : shopFacts.primaryLocale)
}

/** The path to return to after a choice; only paths of this site are taken. */
export function safeReturnPath(value: unknown, fallback: string): string {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : fallback
}
