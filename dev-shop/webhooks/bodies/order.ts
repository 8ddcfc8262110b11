import { gid } from '../../ids.ts'
import { decimal } from '../../money.ts'
import type { DevShop } from '../../shop.ts'
import { all, first } from '../../state/query.ts'
import type { OrderLineRow, OrderRow, RefundRow } from '../../state/rows.ts'
import type { Json, JsonObject } from '../json.ts'
import { orderAddress, readAddress } from './address.ts'
import { orderCustomer } from './customer.ts'
import { discountApplications, orderLine } from './line-item.ts'
import { moneySet } from './money.ts'
import { refundFields } from './refund.ts'
import { shopTime, shopTimeOrNull } from './time.ts'

/** orders/*: the order as it stands now, with its lines and refunds. */
export function orderBody(shop: DevShop, orderId: string): JsonObject {
  const order = first<OrderRow>(shop.state, 'select * from orders where id = ?', orderId)
  if (order === undefined) throw new Error(`no order ${orderId}`)
  const lines = all<OrderLineRow>(
    shop.state,
    'select * from order_lines where order_id = ? order by position, id',
    orderId,
  )
  const refunds = all<RefundRow>(shop.state, 'select * from refunds where order_id = ? order by id', orderId)
  return {
    ...identity(shop, order),
    ...amounts(order, lines, refunds),
    ...circumstances(order),
    ...addresses(order),
    ...(order.customer_id === null ? {} : { customer: orderCustomer(shop, order.customer_id) }),
    discount_applications: discountApplications(order),
    discount_codes: discountCodes(order),
    fulfillments: [],
    line_items: lines.map((line) => orderLine(line, order)),
    payment_terms: null,
    refunds: refunds.map((refund) => refundFields(shop, refund, order)),
    shipping_lines: shippingLines(order),
    returns: [],
    line_item_groups: [],
  }
}

function identity(shop: DevShop, order: OrderRow): JsonObject {
  return {
    id: BigInt(order.id),
    admin_graphql_api_id: gid('Order', order.id),
    name: order.name,
    number: order.number,
    order_number: order.number,
    confirmation_number: order.checkout_token?.slice(0, 9).toUpperCase() ?? null,
    confirmed: true,
    token: order.checkout_token ?? order.id,
    cart_token: null,
    checkout_token: order.checkout_token,
    order_status_url: `https://${shop.domain}/account/orders/${order.id}`,
    created_at: shopTime(order.created_at),
    processed_at: shopTime(order.processed_at),
    updated_at: shopTime(order.updated_at),
    cancelled_at: shopTimeOrNull(order.cancelled_at),
    cancel_reason: order.cancel_reason?.toLowerCase() ?? null,
    closed_at: null,
    test: order.test === 1,
    email: order.email ?? '',
    contact_email: order.email ?? '',
    phone: order.phone,
    customer_locale: order.locale,
    financial_status: order.financial_status.toLowerCase(),
    fulfillment_status: order.fulfillment_status?.toLowerCase() ?? null,
    note: order.note,
    tags: (JSON.parse(order.tags) as string[]).join(', '),
  }
}

function amounts(order: OrderRow, lines: OrderLineRow[], refunds: RefundRow[]): JsonObject {
  const { currency } = order
  const refunded = refunds.reduce((sum, refund) => sum + refund.total, 0)
  const listed = lines.reduce((sum, line) => sum + line.price * line.quantity, 0)
  const price = (name: string, minor: number): JsonObject => ({
    [name]: decimal(minor, currency),
    [`${name}_set`]: moneySet(minor, currency),
  })
  return {
    currency,
    presentment_currency: currency,
    ...price('subtotal_price', order.subtotal),
    ...price('total_discounts', order.total_discounts),
    ...price('total_line_items_price', listed),
    ...price('total_price', order.total),
    ...price('total_tax', order.total_tax),
    ...price('current_subtotal_price', Math.max(0, order.subtotal - refunded)),
    ...price('current_total_discounts', order.total_discounts),
    ...price('current_total_price', order.total - refunded),
    ...price(
      'current_total_tax',
      order.total === 0 ? 0 : Math.round((order.total_tax * (order.total - refunded)) / order.total),
    ),
    total_shipping_price_set: moneySet(order.total_shipping, currency),
    current_shipping_price_set: moneySet(order.total_shipping, currency),
    current_total_additional_fees_set: null,
    current_total_duties_set: null,
    original_total_additional_fees_set: null,
    original_total_duties_set: null,
    total_cash_rounding_payment_adjustment_set: moneySet(0, currency),
    total_cash_rounding_refund_adjustment_set: moneySet(0, currency),
    total_outstanding: decimal(order.financial_status === 'PENDING' ? order.total : 0, currency),
    total_tip_received: decimal(0, currency),
  }
}

function circumstances(order: OrderRow): JsonObject {
  return {
    app_id: null,
    browser_ip: null,
    buyer_accepts_marketing: false,
    client_details: null,
    device_id: null,
    duties_included: false,
    estimated_taxes: false,
    landing_site: null,
    landing_site_ref: null,
    location_id: null,
    merchant_business_entity_id: 'MTU0ODM4MDAwOQ',
    merchant_of_record_app_id: null,
    note_attributes: [],
    payment_gateway_names: ['bogus'],
    po_number: null,
    reference: null,
    referring_site: null,
    source_identifier: null,
    source_name: order.source_name,
    source_url: null,
    tax_exempt: false,
    tax_lines: [],
    taxes_included: true,
    total_weight: 0,
    user_id: null,
  }
}

function addresses(order: OrderRow): JsonObject {
  const address = readAddress(order.shipping_address)
  if (address === null) return {}
  const written = orderAddress(address, { first_name: null, last_name: null })
  return { shipping_address: written, billing_address: { ...written } }
}

type StoredCode = { code: string; amount: number; type: string }

function discountCodes(order: OrderRow): Json {
  return (JSON.parse(order.discount_codes) as StoredCode[]).map(({ code, amount, type }) => ({
    code,
    amount: decimal(amount, order.currency),
    type,
  }))
}

function shippingLines(order: OrderRow): Json {
  if (order.total_shipping === 0) return []
  return [
    {
      id: BigInt(order.id) + 700_000_000_000_000n,
      carrier_identifier: null,
      code: 'Standard',
      current_discounted_price_set: moneySet(order.total_shipping, order.currency),
      discounted_price: decimal(order.total_shipping, order.currency),
      discounted_price_set: moneySet(order.total_shipping, order.currency),
      is_removed: false,
      phone: null,
      price: decimal(order.total_shipping, order.currency),
      price_set: moneySet(order.total_shipping, order.currency),
      requested_fulfillment_service_id: null,
      source: 'shopify',
      title: 'Standard',
      tax_lines: [],
      discount_allocations: [],
    },
  ]
}
