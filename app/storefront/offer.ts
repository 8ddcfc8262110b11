import type { LiveOffer } from '../campaigns/index.ts'
import { formatMoney, type Shop } from '../kernel/index.ts'

/** What the block shows; value and day are written as the shopper reads them. */
export type OfferView = {
  code: string
  /** "20 %" or "5,00 €" */
  value: string
  /** What it is good for, such as "Ringe". */
  target: string
  /** ISO 8601, for a countdown. */
  endsAt: string | null
  /** "24. Dezember 2026" in the shop's time zone */
  lastDay: string | null
}

/** Puts an offer into the words of a locale; an unknown locale reads as the shop's own. */
export function viewOf(
  offer: LiveOffer,
  shop: Pick<Shop, 'currency' | 'timeZone' | 'locale'>,
  wanted: string | null,
): OfferView {
  const locale = knownLocale(wanted) ?? shop.locale
  const day = new Intl.DateTimeFormat(locale, { timeZone: shop.timeZone, dateStyle: 'long' })
  return {
    code: offer.code,
    value: valueOf(offer, shop.currency, locale),
    target: offer.targetTitle,
    endsAt: offer.endsAt?.toISOString() ?? null,
    lastDay: offer.endsAt === null ? null : day.format(offer.endsAt),
  }
}

function valueOf({ value }: LiveOffer, currency: string, locale: string): string {
  if (value.kind === 'amount') return formatMoney({ minor: value.minor, currency }, locale)
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(value.percent / 100)
}

function knownLocale(wanted: string | null): string | null {
  try {
    return Intl.getCanonicalLocales(wanted ?? [])[0] ?? null
  } catch {
    return null
  }
}
