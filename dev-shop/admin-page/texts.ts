import type { Locale } from './locale.ts'
import { de, type Texts } from './texts-de.ts'
import { en } from './texts-en.ts'

export type { Texts }

/** The frame's words in a language. */
export function textsIn(locale: Locale): Texts {
  return locale === 'de' ? de : en
}

/** Puts values into a text's {places}. */
export function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place)
}

/** Shopify's status words, e.g. PARTIALLY_REFUNDED, in the merchant's language; unknown ones stay readable. */
export function statusText(locale: Locale, status: string): string {
  const [german, english] = statuses[status] ?? []
  return (locale === 'de' ? german : english) ?? status.toLowerCase().replaceAll('_', ' ')
}

const statuses: Record<string, [string, string]> = {
  PAID: ['Bezahlt', 'Paid'],
  PENDING: ['Ausstehend', 'Pending'],
  REFUNDED: ['Erstattet', 'Refunded'],
  PARTIALLY_REFUNDED: ['Teilweise erstattet', 'Partially refunded'],
  VOIDED: ['Storniert', 'Voided'],
  FULFILLED: ['Ausgeführt', 'Fulfilled'],
  PARTIAL: ['Teilweise ausgeführt', 'Partially fulfilled'],
  UNFULFILLED: ['Nicht ausgeführt', 'Unfulfilled'],
  SUBSCRIBED: ['Abonniert', 'Subscribed'],
  NOT_SUBSCRIBED: ['Nicht abonniert', 'Not subscribed'],
  UNSUBSCRIBED: ['Abgemeldet', 'Unsubscribed'],
  ACTIVE: ['Aktiv', 'Active'],
  EXPIRED: ['Abgelaufen', 'Expired'],
  SCHEDULED: ['Geplant', 'Scheduled'],
  DRAFT: ['Entwurf', 'Draft'],
  ARCHIVED: ['Archiviert', 'Archived'],
}
