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

const digitsOf = new Map<string, number>()

function fractionDigits(currency: string): number {
  let digits = digitsOf.get(currency)
  if (digits === undefined) {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
    digitsOf.set(currency, digits)
  }
  return digits
}
