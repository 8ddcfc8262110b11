import { minorDigits } from './currencies.ts'

/** An amount in minor units (cents) of its currency, always a safe integer. */
export type Money = { minor: number; currency: string }

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

/**
 * Reads Shopify's decimal string, such as "12.5" in EUR as 1250.
 * Digits beyond the currency's own are rounded half away from zero.
 * @throws RangeError where the text is no decimal number or exceeds 2^53 minor units
 */
export function parseMinor(decimal: string, currency: string): number {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(decimal.trim()) ?? []
  if (whole === undefined) throw new RangeError(`not a decimal amount: "${decimal.slice(0, 40)}"`)
  const digits = minorDigits(currency)
  const kept = fraction.slice(0, digits).padEnd(digits, '0')
  const roundsUp = (fraction[digits] ?? '0') >= '5'
  const minor = Number(whole + kept) + (roundsUp ? 1 : 0)
  if (!Number.isSafeInteger(minor)) throw new RangeError(`amount too large: "${decimal.slice(0, 40)}"`)
  return sign === '-' && minor !== 0 ? -minor : minor
}

/** Writes minor units as Shopify's decimal string: 1250 in EUR as "12.50". */
export function toDecimal({ minor, currency }: Money): string {
  const digits = minorDigits(currency)
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  return (minor < 0 ? '-' : '') + (digits === 0 ? whole : `${whole}.${text.slice(-digits)}`)
}

/** How a person reads it, with every digit that the amount has: 1250 EUR as "12,50 €" in German. */
export function formatMoney(money: Money, language: string): string {
  const { currency } = money
  const digits = minorDigits(currency)
  const format = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  return new Intl.NumberFormat(language, format).format(toDecimal(money) as Intl.StringNumericLiteral)
}
