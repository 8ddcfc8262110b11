import { gid } from '../../ids.ts'
import { all, first } from '../../state/query.ts'
import type { OrderLineRow, OrderRow, RefundLineRow, RefundRow } from '../../state/rows.ts'
import { connection } from '../connection.ts'
import type { PageArguments } from '../connection.ts'
import { productOf, variantOf } from '../context.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'
import { dateTime, moneyBag } from '../values.ts'
import { allocations } from './applied-discount.ts'

type Line = OrderLineRow & { order: OrderRow }
type Refund = RefundRow & { order: OrderRow }
type RefundedLine = RefundLineRow & { order: OrderRow }

/** The lines of an order. In a bulk operation nothing but the rows is needed, so the cursors are left out. */
export function linesOf(context: Context, order: OrderRow, page: PageArguments) {
  if (context.bulk) {
    const rows = all<OrderLineRow>(
      context.shop.state,
      'select * from order_lines where order_id = ? order by id',
      order.id,
    )
    return { nodes: rows.map((row) => Object.assign(row, { order })) }
  }
  const lines = connection<OrderLineRow>(
    context,
    {
      select: 'select * from order_lines',
      key: 'id',
      id: 'id',
      where: [{ sql: 'order_id = ?', parameters: [order.id] }],
    },
    page,
  )
  for (const line of lines.nodes) Object.assign(line, { order })
  return lines
}

export const lineItemFields: Fields = {
  id: ({ id }: Line) => gid('LineItem', id),
  title: ({ title }: Line) => title,
  name: (line: Line) => (line.variant_title === null ? line.title : `${line.title} - ${line.variant_title}`),
  variantTitle: (line: Line) => line.variant_title,
  sku: ({ sku }: Line) => sku,
  vendor: ({ vendor }: Line) => vendor,
  quantity: ({ quantity }: Line) => quantity,
  currentQuantity: (line: Line, _: object, context: Context) => line.quantity - returned(context, line),
  refundableQuantity: (line: Line, _: object, context: Context) => line.quantity - returned(context, line),
  isGiftCard: () => false,
  requiresShipping: () => true,
  taxable: () => true,
  product: (line: Line, _: object, context: Context) =>
    line.product_id === null ? null : productOf(context, line.product_id),
  variant: (line: Line, _: object, context: Context) =>
    line.variant_id === null ? null : variantOf(context, line.variant_id),
  originalUnitPriceSet: ({ price, order }: Line) => moneyBag(price, order.currency),
  originalTotalSet: ({ price, quantity, order }: Line) => moneyBag(price * quantity, order.currency),
  totalDiscountSet: (line: Line) => moneyBag(line.total_discount, line.order.currency),
  discountedTotalSet: (line: Line, { withCodeDiscounts }: { withCodeDiscounts?: boolean | null }) =>
    moneyBag(line.price * line.quantity - discountWithout(line, withCodeDiscounts ?? false), line.order.currency),
  discountedUnitPriceSet: (line: Line) =>
    moneyBag(line.price - Math.round(discountWithout(line, false) / line.quantity), line.order.currency),
  discountedUnitPriceAfterAllDiscountsSet: (line: Line) =>
    moneyBag(line.price - Math.round(line.total_discount / line.quantity), line.order.currency),
  discountAllocations: (line: Line) => allocations(line, line.order),
  customAttributes: () => [],
}

export const refundFields: Fields = {
  id: ({ id }: Refund) => gid('Refund', id),
  legacyResourceId: ({ id }: Refund) => id,
  createdAt: (refund: Refund) => dateTime(refund.created_at),
  processedAt: (refund: Refund) => dateTime(refund.created_at),
  updatedAt: (refund: Refund) => dateTime(refund.created_at),
  note: ({ note }: Refund) => note,
  order: ({ order }: Refund) => order,
  totalRefundedSet: ({ total, order }: Refund) => moneyBag(total, order.currency),
  refundLineItems: (refund: Refund, page: PageArguments, context: Context) => {
    const lines = connection<RefundLineRow>(
      context,
      {
        select: 'select * from refund_lines',
        key: 'id',
        id: 'id',
        where: [{ sql: 'refund_id = ?', parameters: [refund.id] }],
      },
      page,
    )
    for (const line of lines.nodes) Object.assign(line, { order: refund.order })
    return lines
  },
}

export const refundLineFields: Fields = {
  id: ({ id }: RefundedLine) => gid('RefundLineItem', id),
  quantity: ({ quantity }: RefundedLine) => quantity,
  restocked: () => true,
  restockType: () => 'RETURN',
  subtotalSet: ({ subtotal, order }: RefundedLine) => moneyBag(subtotal, order.currency),
  priceSet: ({ subtotal, quantity, order }: RefundedLine) => moneyBag(Math.round(subtotal / quantity), order.currency),
  totalTaxSet: ({ order }: RefundedLine) => moneyBag(0, order.currency),
  lineItem: (refunded: RefundedLine, _: object, { shop }: Context) => {
    const line = first<OrderLineRow>(shop.state, 'select * from order_lines where id = ?', refunded.order_line_id)
    return line === undefined ? null : { ...line, order: refunded.order }
  },
}

// Shopify leaves the discounts of codes out of discountedTotalSet unless withCodeDiscounts asks for them.
function discountWithout(line: Line, withCodeDiscounts: boolean): number {
  return withCodeDiscounts || line.order.discount_codes === '[]' ? line.total_discount : 0
}

function returned({ shop }: Context, { id, order }: Line): number {
  const row = first<{ quantity: number | null }>(
    shop.state,
    `select sum(rl.quantity) as quantity from refunds r join refund_lines rl on rl.refund_id = r.id
      where r.order_id = ? and rl.order_line_id = ?`,
    order.id,
    id,
  )
  return row?.quantity ?? 0
}
