import { decimal } from '../money.ts'

export type MoneyV2 = { amount: string; currencyCode: string }
export type MoneyBag = { shopMoney: MoneyV2; presentmentMoney: MoneyV2 }

export function money(minor: number, currency: string): MoneyV2 {
  return { amount: decimal(minor, currency), currencyCode: currency }
}

/** An amount as shop and presentment money, which are the same in this shop. */
export function moneyBag(minor: number, currency: string): MoneyBag {
  const amount = money(minor, currency)
  return { shopMoney: amount, presentmentMoney: amount }
}

/** A stored time as the Admin API writes it: in UTC, to the second. */
export function dateTime(iso: string): string {
  return `${iso.slice(0, 19)}Z`
}

export function dateTimeOrNull(iso: string | null): string | null {
  return iso === null ? null : dateTime(iso)
}

/** A time that an app sent, as it is stored. */
export function storedTime(dateTime: string): string {
  return new Date(dateTime).toISOString()
}

export function count(value: number, limit: number | null | undefined): { count: number; precision: string } {
  if (limit === null || limit === undefined || value <= limit) return { count: value, precision: 'EXACT' }
  return { count: limit, precision: 'AT_LEAST' }
}
