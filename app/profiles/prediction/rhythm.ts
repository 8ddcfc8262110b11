import { returnCurve, returnDay, sum, type Gaps } from './return-curve.ts'

export type Rhythm = {
  /** Days after which a quarter, half and three quarters of those who buy this type again have done so. */
  quarterDays: number
  medianDays: number
  threeQuarterDays: number
  /** Gaps of the type itself that an order closed: the evidence. */
  repeats: number
  /** How much of the answer is the type's own, between 0 and 1; the rest is the shop's rhythm. */
  ownShare: number
}

/** How many closed gaps the shop's rhythm weighs against the type's own. */
const SHOP_GAPS = 10

/**
 * How soon a product type is bought again, from the shop's own gaps between two purchases of the type by one customer.
 * Open gaps count as censored (Kaplan-Meier), quantiles ignore single odd gaps, and the shop's gaps of all types
 * count as SHOP_GAPS closed gaps more, so that a type with little history leans on the shop. Null where nobody repeats.
 */
export function replenishmentRhythm(type: Gaps, shop: Gaps): Rhythm | null {
  const repeats = sum(type.closed)
  const weight = sum(shop.closed) > 0 ? SHOP_GAPS / sum(shop.closed) : 0
  const curve = returnCurve({
    closed: blend(type.closed, shop.closed, weight),
    open: blend(type.open, shop.open, weight),
  })
  const [quarterDays, medianDays, threeQuarterDays] = [0.25, 0.5, 0.75].map((share) => returnDay(curve, share))
  if (quarterDays == null || medianDays == null || threeQuarterDays == null) return null
  return {
    quarterDays,
    medianDays,
    threeQuarterDays,
    repeats,
    ownShare: repeats / (repeats + weight * sum(shop.closed)),
  }
}

function blend(own: Float64Array, shop: Float64Array, weight: number): Float64Array {
  return Float64Array.from(
    { length: Math.max(own.length, shop.length) },
    (_, day) => (own[day] ?? 0) + weight * (shop[day] ?? 0),
  )
}
