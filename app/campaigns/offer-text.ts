import { formatMoney, type Language } from '../kernel/index.ts'
import type { OfferValue } from './campaign.ts'

/** The offer in a few words: "20 % auf Ringe", "€5.00 off Ringe". */
export function offerText(value: OfferValue, title: string, currency: string, language: Language): string {
  const amount =
    value.kind === 'percentage'
      ? percentText(value.percent, language)
      : formatMoney({ minor: value.minor, currency }, language)
  if (language === 'en') return `${amount} off ${title}`
  return value.kind === 'percentage' ? `${amount} auf ${title}` : `${amount} Rabatt auf ${title}`
}

function percentText(percent: number, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'percent' }).format(percent / 100)
}
