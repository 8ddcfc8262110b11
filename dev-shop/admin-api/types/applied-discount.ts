import type { OrderLineRow, OrderRow } from '../../state/rows.ts'
import { typed } from '../resolver.ts'
import { money, moneyBag } from '../values.ts'

type StoredCode = { code: string; amount: number; type: string }

/** The discounts of an order: its codes, or one automatic discount where money was taken off without a code. */
export function appliedDiscounts(order: OrderRow) {
  const codes = JSON.parse(order.discount_codes) as StoredCode[]
  if (codes.length === 0 && order.total_discounts > 0) {
    return [typed('AutomaticDiscountApplication', { ...application(order, 0, order.total_discounts), title: 'Rabatt' })]
  }
  return codes.map(({ code, amount }, index) =>
    typed('DiscountCodeApplication', { ...application(order, index, amount), code }),
  )
}

/** What a line got of its order's discounts. */
export function allocations(line: OrderLineRow, order: OrderRow) {
  if (line.total_discount === 0) return []
  const [discountApplication] = appliedDiscounts(order)
  return [{ allocatedAmountSet: moneyBag(line.total_discount, order.currency), discountApplication }]
}

function application(order: OrderRow, index: number, amount: number) {
  return {
    index,
    allocationMethod: 'ACROSS',
    targetSelection: 'ENTITLED',
    targetType: 'LINE_ITEM',
    value: typed('MoneyV2', money(amount, order.currency)),
  }
}
