import { gid } from '../../ids.ts'
import { decimal } from '../../money.ts'
import type { DevShop } from '../../shop.ts'
import { all, first } from '../../state/query.ts'
import type { OrderLineRow, OrderRow, RefundLineRow, RefundRow } from '../../state/rows.ts'
import type { Json, JsonObject } from '../json.ts'
import { lineFields } from './line-item.ts'
import { moneySet } from './money.ts'
import { shopTime } from './time.ts'

// Refunds are made by hand in this shop, so a member of the staff has made each of them.
const STAFF = 9_007_199_254_745_001n

/** refunds/create. */
export function refundBody(shop: DevShop, refundId: string): JsonObject {
  const refund = first<RefundRow>(shop.state, 'select * from refunds where id = ?', refundId)
  if (refund === undefined) throw new Error(`no refund ${refundId}`)
  const order = first<OrderRow>(shop.state, 'select * from orders where id = ?', refund.order_id)
  if (order === undefined) throw new Error(`no order ${refund.order_id}`)
  return refundFields(shop, refund, order)
}

/** A refund as it stands alone and inside its order. */
export function refundFields(shop: DevShop, refund: RefundRow, order: OrderRow): JsonObject {
  const lines = all<RefundLineRow>(shop.state, 'select * from refund_lines where refund_id = ? order by id', refund.id)
  return {
    id: BigInt(refund.id),
    admin_graphql_api_id: gid('Refund', refund.id),
    order_id: BigInt(refund.order_id),
    created_at: shopTime(refund.created_at),
    processed_at: shopTime(refund.created_at),
    note: refund.note ?? '',
    user_id: STAFF,
    duties: [],
    total_duties_set: moneySet(0, order.currency),
    return: null,
    refund_shipping_lines: [],
    restock: true,
    order_adjustments: [],
    refund_line_items: lines.map((line) => refundLine(shop, line, order)),
    transactions: [transaction(refund, order)],
  }
}

function refundLine(shop: DevShop, line: RefundLineRow, order: OrderRow): JsonObject {
  const ordered = first<OrderLineRow>(shop.state, 'select * from order_lines where id = ?', line.order_line_id)
  if (ordered === undefined) throw new Error(`no order line ${line.order_line_id}`)
  return {
    id: BigInt(line.id),
    line_item_id: BigInt(line.order_line_id),
    location_id: null,
    quantity: line.quantity,
    restock_type: 'return',
    subtotal: Number(decimal(line.subtotal, order.currency)),
    subtotal_set: moneySet(line.subtotal, order.currency),
    total_tax: 0,
    total_tax_set: moneySet(0, order.currency),
    line_item: lineFields(ordered, order),
  }
}

function transaction(refund: RefundRow, order: OrderRow): Json {
  const id = BigInt(refund.id) + 600_000_000_000_000n
  const unsettled = { amount: '0.0', currency: 'XXX' }
  return {
    id,
    admin_graphql_api_id: gid('OrderTransaction', id.toString()),
    order_id: BigInt(order.id),
    kind: 'refund',
    gateway: 'bogus',
    status: 'success',
    message: null,
    created_at: shopTime(refund.created_at),
    processed_at: shopTime(refund.created_at),
    test: order.test === 1,
    authorization: null,
    location_id: null,
    user_id: null,
    parent_id: null,
    device_id: null,
    error_code: null,
    source_name: order.source_name,
    receipt: {},
    amount: decimal(refund.total, order.currency),
    amount_rounding: null,
    currency: order.currency,
    payment_id: `${order.name}.1`,
    total_unsettled_set: { presentment_money: unsettled, shop_money: { ...unsettled } },
    manual_payment_gateway: false,
  }
}
