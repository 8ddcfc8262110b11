import type { ShopState } from '../state/open.ts'
import { takeId } from '../state/open.ts'

/** A discount that the shop's history knows; `value` as in the discounts table. */
export type StockCode = {
  discountId: string
  code: string
  value: { percentage: number } | { amount: number; onEachItem: false }
  minimum: number
  oncePerCustomer: boolean
  /** Whether shoppers have it at hand on this day ('MM-DD') and at this count of earlier orders. */
  isAtHand(monthDay: string, earlierOrders: number): boolean
}

const known: Omit<StockCode, 'discountId'>[] = [
  {
    code: 'WILLKOMMEN10',
    value: { percentage: 0.1 },
    minimum: 0,
    oncePerCustomer: true,
    isAtHand: (_, earlierOrders) => earlierOrders === 0,
  },
  {
    code: 'ADVENT15',
    value: { percentage: 0.15 },
    minimum: 5000,
    oncePerCustomer: false,
    isAtHand: (day) => day >= '11-25' && day <= '12-20',
  },
  {
    code: 'MUTTERTAG8',
    value: { amount: 800, onEachItem: false },
    minimum: 6000,
    oncePerCustomer: true,
    isAtHand: (day) => day >= '05-01' && day <= '05-14',
  },
]

/** Creates the shop's public discount codes, valid since `openedAt`. */
export function fillCodes(state: ShopState, openedAt: string): StockCode[] {
  const discount = state.prepare(
    `insert into discounts (id, title, starts_at, applies_once_per_customer, context, value, items, minimum, combines_with, created_at, updated_at)
     values (?, ?, ?, ?, '{"all":"ALL"}', ?, '{"all":true}', ?, '{}', ?, ?)`,
  )
  const codeRow = state.prepare('insert into discount_codes (id, discount_id, code, created_at) values (?, ?, ?, ?)')
  return known.map((entry) => {
    const id = takeId(state)
    const minimum = entry.minimum > 0 ? JSON.stringify({ subtotal: entry.minimum }) : null
    const once = entry.oncePerCustomer ? 1 : 0
    discount.run(id, entry.code, openedAt, once, JSON.stringify(entry.value), minimum, openedAt, openedAt)
    codeRow.run(takeId(state), id, entry.code, openedAt)
    return { ...entry, discountId: id }
  })
}
