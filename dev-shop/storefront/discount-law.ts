import { allocate } from './allocate.ts'

/** A code and the discount behind it, as the shop knows them. Money in minor units, times ISO 8601 in UTC. */
export type LawDiscount = {
  code: string
  startsAt: string
  endsAt: string | null
  active: boolean
  /** Redemptions allowed of this code, null for any number. */
  usageLimit: number | null
  usageCount: number
  oncePerCustomer: boolean
  context: { all: 'ALL' } | { customers: string[] }
  value: { percentage: number } | { amount: number; onEachItem: boolean }
  items: { all: true } | { products: string[]; variants: string[] } | { collections: string[] }
  minimum: { quantity: number } | { subtotal: number } | null
  combinesWith: { orderDiscounts: boolean; productDiscounts: boolean }
}

export type LawLine = {
  variantId: string
  productId: string
  collectionIds: string[]
  quantity: number
  /** One piece. */
  price: number
  /** What other codes have taken off the line already. */
  discounted?: number
}

/** Who buys: known by log-in or by the e-mail typed at the checkout. */
export type LawBuyer = { customerId: string | null; hasUsed: boolean }

export const refusalReasons = [
  'unknown', 'inactive', 'not-started', 'expired', 'used-up', 'already-used', 'log-in', 'other-customer',
  'no-entitled-items', 'minimum-quantity', 'minimum-subtotal', 'nothing-left', 'not-combinable',
] as const // prettier-ignore
export type RefusalReason = (typeof refusalReasons)[number]

export type Verdict =
  | { outcome: 'applies'; lines: { lineIndex: number; amount: number }[]; total: number }
  | { outcome: 'refused'; reason: RefusalReason }

/**
 * Whether a code may be redeemed for these lines and what it takes off each of them. The amounts are whole minor units,
 * sum to the total and leave no line below zero.
 */
export function judgeCode(discount: LawDiscount | undefined, lines: LawLine[], buyer: LawBuyer, now: Date): Verdict {
  if (!discount) return refused('unknown')
  const barred = periodRefusal(discount, now) ?? usageRefusal(discount, buyer) ?? buyerRefusal(discount, buyer)
  if (barred) return refused(barred)
  const entitled = lines.flatMap((line, lineIndex) => (isEntitled(line, discount.items) ? [{ line, lineIndex }] : []))
  const tooLittle = minimumRefusal(
    discount,
    entitled.map(({ line }) => line),
  )
  if (tooLittle) return refused(tooLittle)
  const amounts = amountsOff(
    discount.value,
    entitled.map(({ line }) => line),
  )
  const total = amounts.reduce((sum, amount) => sum + amount, 0)
  if (total === 0) return refused('nothing-left')
  return {
    outcome: 'applies',
    total,
    lines: entitled.map(({ lineIndex }, i) => ({ lineIndex, amount: amounts[i] ?? 0 })),
  }
}

/**
 * Judges several codes in the order they were entered. A later code applies only where it and every earlier one allow
 * each other; it takes its share of what the earlier ones have left.
 */
export function judgeCodes<Known extends LawDiscount>(
  discounts: (Known | undefined)[],
  lines: LawLine[],
  buyerOf: (discount: Known) => LawBuyer,
  now: Date,
): Verdict[] {
  const left = lines.map((line) => ({ ...line, discounted: line.discounted ?? 0 }))
  const applied: Known[] = []
  return discounts.map((discount) => {
    if (!discount) return refused('unknown')
    if (!applied.every((earlier) => mayCombine(earlier, discount))) return refused('not-combinable')
    const verdict = judgeCode(discount, left, buyerOf(discount), now)
    if (verdict.outcome === 'refused') return verdict
    applied.push(discount)
    for (const { lineIndex, amount } of verdict.lines) {
      const line = left[lineIndex]
      if (line) line.discounted += amount
    }
    return verdict
  })
}

/** Shopify's class of a discount: one on everything is an order discount, one on chosen items a product discount. */
function classOf({ items }: Pick<LawDiscount, 'items'>): 'order' | 'product' {
  return 'all' in items ? 'order' : 'product'
}

function refused(reason: RefusalReason): Verdict {
  return { outcome: 'refused', reason }
}

function periodRefusal({ active, startsAt, endsAt }: LawDiscount, now: Date): RefusalReason | undefined {
  if (!active) return 'inactive'
  if (Date.parse(startsAt) > now.getTime()) return 'not-started'
  return endsAt !== null && Date.parse(endsAt) <= now.getTime() ? 'expired' : undefined
}

function usageRefusal(discount: LawDiscount, buyer: LawBuyer): RefusalReason | undefined {
  if (discount.usageLimit !== null && discount.usageCount >= discount.usageLimit) return 'used-up'
  return discount.oncePerCustomer && buyer.hasUsed ? 'already-used' : undefined
}

function buyerRefusal({ context }: LawDiscount, { customerId }: LawBuyer): RefusalReason | undefined {
  if ('all' in context) return undefined
  if (customerId === null) return 'log-in'
  return context.customers.includes(customerId) ? undefined : 'other-customer'
}

function isEntitled(line: LawLine, items: LawDiscount['items']): boolean {
  if ('all' in items) return true
  if ('collections' in items) return line.collectionIds.some((id) => items.collections.includes(id))
  return items.products.includes(line.productId) || items.variants.includes(line.variantId)
}

/** Shopify counts a minimum over the entitled items only, at the price before discounts. */
function minimumRefusal({ minimum }: LawDiscount, entitled: LawLine[]): RefusalReason | undefined {
  if (entitled.length === 0) return 'no-entitled-items'
  if (minimum === null) return undefined
  const quantity = entitled.reduce((sum, line) => sum + line.quantity, 0)
  const subtotal = entitled.reduce((sum, line) => sum + line.quantity * line.price, 0)
  if ('quantity' in minimum) return quantity < minimum.quantity ? 'minimum-quantity' : undefined
  return subtotal < minimum.subtotal ? 'minimum-subtotal' : undefined
}

function amountsOff(value: LawDiscount['value'], lines: LawLine[]): number[] {
  const worths = lines.map((line) => line.quantity * line.price - (line.discounted ?? 0))
  const worth = worths.reduce((sum, one) => sum + one, 0)
  if ('percentage' in value) return allocate(Math.min(worth, Math.round(worth * value.percentage)), worths)
  if (!value.onEachItem) return allocate(Math.min(worth, value.amount), worths)
  return lines.map((line, index) => Math.min(worths[index] ?? 0, value.amount * line.quantity))
}

function mayCombine(one: LawDiscount, other: LawDiscount): boolean {
  return allows(one, classOf(other)) && allows(other, classOf(one))
}

function allows({ combinesWith }: LawDiscount, kind: 'order' | 'product'): boolean {
  return kind === 'order' ? combinesWith.orderDiscounts : combinesWith.productDiscounts
}
