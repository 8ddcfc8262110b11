import { gid } from '../../ids.ts'
import { decimal } from '../../money.ts'
import type { OrderLineRow, OrderRow } from '../../state/rows.ts'
import type { Json, JsonObject } from '../json.ts'
import { moneySet } from './money.ts'

/** A line inside an order. */
export function orderLine(line: OrderLineRow, order: OrderRow): JsonObject {
  return {
    ...lineFields(line, order),
    attributed_staffs: [],
    current_quantity: line.quantity,
    sales_line_item_group_id: null,
  }
}

/** What a line says in orders and in refunds alike. */
export function lineFields(line: OrderLineRow, order: OrderRow): JsonObject {
  const { currency } = order
  return {
    id: BigInt(line.id),
    admin_graphql_api_id: gid('LineItem', line.id),
    discount_allocations: allocations(line, order),
    duties: [],
    fulfillable_quantity: line.quantity,
    fulfillment_service: 'manual',
    fulfillment_status: order.fulfillment_status?.toLowerCase() ?? null,
    gift_card: false,
    grams: 0,
    name: line.variant_title === null ? line.title : `${line.title} - ${line.variant_title}`,
    price: decimal(line.price, currency),
    price_set: moneySet(line.price, currency),
    product_exists: line.product_id !== null,
    product_id: line.product_id === null ? null : BigInt(line.product_id),
    properties: [],
    quantity: line.quantity,
    requires_shipping: true,
    sku: line.sku ?? '',
    tax_lines: [],
    taxable: true,
    title: line.title,
    // Discounts of codes stand in discount_allocations only; total_discount is for prices that staff have lowered by hand.
    total_discount: decimal(0, currency),
    total_discount_set: moneySet(0, currency),
    variant_id: line.variant_id === null ? null : BigInt(line.variant_id),
    variant_inventory_management: 'shopify',
    variant_title: line.variant_title,
    vendor: line.vendor,
  }
}

type StoredCode = { code: string; amount: number; type: string }

/** The discounts that the allocations of the lines point to by index. */
export function discountApplications(order: OrderRow): Json {
  const codes = JSON.parse(order.discount_codes) as StoredCode[]
  if (codes.length === 0 && order.total_discounts > 0) {
    return [
      { ...application(order.total_discounts, order.currency), type: 'automatic', title: 'Rabatt', description: '' },
    ]
  }
  return codes.map(({ code, amount }) => ({ ...application(amount, order.currency), type: 'discount_code', code }))
}

function application(amount: number, currency: string): JsonObject {
  return {
    target_type: 'line_item',
    value: decimal(amount, currency),
    value_type: 'fixed_amount',
    allocation_method: 'across',
    target_selection: 'entitled',
  }
}

function allocations(line: OrderLineRow, order: OrderRow): Json {
  if (line.total_discount === 0) return []
  return [
    {
      amount: decimal(line.total_discount, order.currency),
      amount_set: moneySet(line.total_discount, order.currency),
      discount_application_index: 0,
    },
  ]
}
