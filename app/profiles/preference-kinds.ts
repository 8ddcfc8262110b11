/** What a customer can prefer to buy: money and orders weigh. */
export const boughtKinds = [
  'product_type',
  'collection',
  'vendor',
  'material',
  'colour',
  'size',
  'price_band',
  'product',
] as const
/** How a customer prefers to buy: every order weighs the same, and once is no habit. */
export const mannerKinds = ['discount', 'weekday', 'hour', 'channel', 'language'] as const

export const preferenceKinds = [...boughtKinds, ...mannerKinds] as const
export type PreferenceKind = (typeof preferenceKinds)[number]

/** What a person can say about a value. A price, a day or an hour is observed, not said. */
export const sayableKinds = ['product_type', 'collection', 'vendor', 'material', 'colour', 'size', 'product'] as const
export type SayableKind = (typeof sayableKinds)[number]
export type Stance = 'likes' | 'dislikes'

/** The orders from which on a manner is a habit. */
export const HABITUAL = 2

export function isManner(kind: string): boolean {
  return (mannerKinds as readonly string[]).includes(kind)
}
