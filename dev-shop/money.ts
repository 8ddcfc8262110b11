import { readMeta } from './state/open.ts'
import type { ShopState } from './state/open.ts'

/** The shop's currency, an ISO 4217 code. */
export function shopCurrency(state: ShopState): string {
  return readMeta(state, 'currency') ?? 'EUR'
}

/** Minor units as Shopify writes amounts: 1250 is '12.50' in EUR and '1250' in JPY. */
export function decimal(minor: number, currency: string): string {
  const digits = fractionDigits(currency)
  if (digits === 0) return String(minor)
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  return `${minor < 0 ? '-' : ''}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Minor units of a decimal string such as '12.5'; null when it is no amount of that currency. */
export function minorUnits(amount: string, currency: string): number | null {
  const [, sign, whole, fraction = ''] = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(amount) ?? []
  const digits = fractionDigits(currency)
  if (whole === undefined || Number(fraction.slice(digits)) !== 0) return null
  const minor = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'))
  return sign === '-' ? -minor : minor
}

/** How Shopify's themes and mails write the shop's money, as a template. */
export function moneyFormat(currency: string): string {
  return currency === 'EUR' ? '{{amount_with_comma_separator}} €' : `{{amount}} ${currency}`
}

/** How a person reads it, with every digit that the amount has, e.g. 129,00 €. */
export function readable(minor: number, currency: string, locale: string): string {
  const digits = fractionDigits(currency)
  const format = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  return new Intl.NumberFormat(locale, format).format(decimal(minor, currency) as Intl.StringNumericLiteral)
}

// ISO 4217, every active code whose minor unit is not 2. Intl rounds some, such as HUF and COP, to whole units.
const exceptions = [
  { digits: 0, codes: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF' },
  { digits: 3, codes: 'BHD IQD JOD KWD LYD OMR TND' },
  { digits: 4, codes: 'CLF UYW' },
]
const digitsOf = new Map(
  exceptions.flatMap(({ digits, codes }) => codes.split(' ').map((code) => [code, digits] as const)),
)

function fractionDigits(currency: string): number {
  return digitsOf.get(currency) ?? 2
}
