import { minorDigits } from './currencies.ts'
import type { Language } from './language.ts'

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
  return formatFor(language, money.currency).format(toDecimal(money) as Intl.StringNumericLiteral)
}

// Making one takes longer than a thousand uses of it.
const formats = new Map<string, Intl.NumberFormat>()

function formatFor(language: string, currency: string): Intl.NumberFormat {
  const known = formats.get(`${language} ${currency}`)
  if (known !== undefined) return known
  const digits = minorDigits(currency)
  const format = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  const made = new Intl.NumberFormat(language, format)
  formats.set(`${language} ${currency}`, made)
  return made
}

const signs = { de: { group: '.', decimal: ',' }, en: { group: ',', decimal: '.' } } as const

/**
 * Reads an amount that a person typed: "1.000" and "12,50" in German, "1,000" and "12.50" in English. The other
 * language's way is understood where it has one meaning only, such as "12.50" in German.
 * @returns minor units; null for what is no amount or could be two, such as "1,000" in German
 */
export function readAmount(typed: string, currency: string, language: Language): number | null {
  const text = typed.replaceAll(/[\s'’\p{Sc}]/gu, '')
  const { group, decimal } = signs[language]
  const digits = minorDigits(currency)
  const upTo = (most: number, sign: string) => (most === 0 ? '' : `(?:[${sign}](?<fraction>\\d{1,${String(most)}}))?`)
  const readings = [
    `(?<whole>\\d{1,12}|\\d{1,3}(?:[${group}]\\d{3})+)${upTo(digits, decimal)}`,
    `(?<whole>\\d{1,12})${upTo(Math.min(digits, 2), group)}`,
    `(?<whole>\\d{1,3}(?:[${decimal}]\\d{3})+)[${group}](?<fraction>\\d{1,${String(Math.max(digits, 1))}})`,
    `(?<whole>\\d{1,3}(?:[${decimal}]\\d{3}){2,})`,
  ]
  for (const reading of readings) {
    const { whole, fraction = '' } = new RegExp(`^${reading}$`).exec(text)?.groups ?? {}
    if (whole === undefined || fraction.length > digits) continue
    const minor = Number(whole.replaceAll(/[.,]/g, '') + fraction.padEnd(digits, '0'))
    return Number.isSafeInteger(minor) ? minor : null
  }
  return null
}

/** Writes minor units into a field as readAmount reads them back: 1250 EUR as "12,50" in German. */
export function writeAmount(money: Money, language: Language): string {
  return toDecimal(money).replace('.', signs[language].decimal)
}
