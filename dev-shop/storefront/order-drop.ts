import { z } from 'zod'
import type { DevShop } from '../shop.ts'
import { all } from '../state/query.ts'
import type { OrderLineRow, OrderRow } from '../state/rows.ts'

type Line = OrderLineRow & { image: string | null; handle: string | null }

/** The Liquid object `order`, with prices in minor units. */
export function orderDrop(shop: DevShop, order: OrderRow) {
  const lines = all<Line>(
    shop.state,
    'select l.*, p.image, p.handle from order_lines l left join products p on p.id = l.product_id where order_id = ? order by position',
    order.id,
  )
  return {
    id: order.id,
    name: order.name,
    email: order.email,
    created_at: order.created_at,
    cancelled: order.cancelled_at !== null,
    financial_status: order.financial_status,
    fulfillment_status: order.fulfillment_status,
    subtotal_price: order.subtotal,
    total_discounts: order.total_discounts,
    shipping_price: order.total_shipping,
    total_price: order.total,
    discount_codes: codesShape.parse(JSON.parse(order.discount_codes)),
    line_items: lines.map((line) => ({
      title: line.title,
      variant_title: line.variant_title,
      quantity: line.quantity,
      final_line_price: line.price * line.quantity - line.total_discount,
      image: line.image ?? (line.handle === null ? '' : `/pictures/${line.handle}.svg`),
      url: line.handle === null ? '' : `/products/${line.handle}`,
    })),
  }
}

const codesShape = z.array(z.object({ code: z.string() }))
