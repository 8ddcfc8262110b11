import { gid } from '../../ids.ts'
import { all, first } from '../../state/query.ts'
import type { OrderRow, RefundRow } from '../../state/rows.ts'
import { readAddress } from '../../webhooks/bodies/address.ts'
import type { PageArguments } from '../connection.ts'
import { customerOf } from '../context.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'
import { dateTime, dateTimeOrNull, moneyBag } from '../values.ts'
import { appliedDiscounts } from './applied-discount.ts'
import { listConnection } from '../connection.ts'
import { fulfillmentsOf } from './fulfillment.ts'
import { linesOf } from './line-item.ts'
import { mailingAddress } from './mailing-address.ts'
import { returnsOf } from './return.ts'

export const orderFields: Fields = {
  id: ({ id }: OrderRow) => gid('Order', id),
  legacyResourceId: ({ id }: OrderRow) => id,
  name: ({ name }: OrderRow) => name,
  number: ({ number }: OrderRow) => number,
  confirmationNumber: (order: OrderRow) => order.checkout_token?.slice(0, 9).toUpperCase() ?? null,
  confirmed: () => true,
  customer: (order: OrderRow, _: object, context: Context) =>
    order.customer_id === null ? null : customerOf(context, order.customer_id),
  email: ({ email }: OrderRow) => email,
  phone: ({ phone }: OrderRow) => phone,
  note: ({ note }: OrderRow) => note,
  tags: ({ tags }: OrderRow) => JSON.parse(tags) as unknown,
  test: ({ test }: OrderRow) => test === 1,
  createdAt: (order: OrderRow) => dateTime(order.created_at),
  processedAt: (order: OrderRow) => dateTime(order.processed_at),
  updatedAt: (order: OrderRow) => dateTime(order.updated_at),
  cancelledAt: (order: OrderRow) => dateTimeOrNull(order.cancelled_at),
  cancelReason: (order: OrderRow) => order.cancel_reason?.toUpperCase() ?? null,
  closed: () => false,
  closedAt: () => null,
  sourceName: (order: OrderRow) => order.source_name,
  customerLocale: ({ locale }: OrderRow) => locale,
  checkoutToken: (order: OrderRow) => order.checkout_token,
  cartToken: () => null,
  currencyCode: ({ currency }: OrderRow) => currency,
  presentmentCurrencyCode: ({ currency }: OrderRow) => currency,
  displayFinancialStatus: (order: OrderRow) => order.financial_status,
  displayFulfillmentStatus: fulfillmentStatus,
  taxesIncluded: () => true,
  subtotalPriceSet: ({ subtotal, currency }: OrderRow) => moneyBag(subtotal, currency),
  totalPriceSet: ({ total, currency }: OrderRow) => moneyBag(total, currency),
  originalTotalPriceSet: ({ total, currency }: OrderRow) => moneyBag(total, currency),
  totalDiscountsSet: (order: OrderRow) => moneyBag(order.total_discounts, order.currency),
  totalShippingPriceSet: (order: OrderRow) => moneyBag(order.total_shipping, order.currency),
  totalTaxSet: (order: OrderRow) => moneyBag(order.total_tax, order.currency),
  totalOutstandingSet: (order: OrderRow) =>
    moneyBag(order.financial_status === 'PENDING' ? order.total : 0, order.currency),
  totalRefundedSet: (order: OrderRow, _: object, context: Context) =>
    moneyBag(refunded(context, order), order.currency),
  totalReceivedSet: ({ total, currency }: OrderRow) => moneyBag(total, currency),
  netPaymentSet: (order: OrderRow, _: object, context: Context) =>
    moneyBag(order.total - refunded(context, order), order.currency),
  currentTotalPriceSet: (order: OrderRow, _: object, context: Context) =>
    moneyBag(order.total - refunded(context, order), order.currency),
  currentSubtotalPriceSet: (order: OrderRow, _: object, context: Context) =>
    moneyBag(Math.max(0, order.subtotal - refunded(context, order)), order.currency),
  discountCode: (order: OrderRow) => codes(order)[0] ?? null,
  discountCodes: codes,
  discountApplications: (order: OrderRow, page: PageArguments, context: Context) =>
    listConnection<object>(context, appliedDiscounts(order), page),
  shippingAddress: (order: OrderRow) => shippingAddress(order),
  billingAddress: (order: OrderRow) => shippingAddress(order),
  lineItems: (order: OrderRow, page: PageArguments, context: Context) => linesOf(context, order, page),
  refunds: refunds,
  fulfillments: fulfillmentsOf,
  returns: returnsOf,
}

function fulfillmentStatus({ fulfillment_status: status }: OrderRow): string {
  if (status === null) return 'UNFULFILLED'
  return status === 'PARTIAL' ? 'PARTIALLY_FULFILLED' : status
}

function refunded({ shop }: Context, { id }: OrderRow): number {
  const row = first<{ total: number | null }>(
    shop.state,
    'select sum(total) as total from refunds where order_id = ?',
    id,
  )
  return row?.total ?? 0
}

function codes(order: OrderRow): string[] {
  return (JSON.parse(order.discount_codes) as { code: string }[]).map(({ code }) => code)
}

function shippingAddress(order: OrderRow) {
  const address = readAddress(order.shipping_address)
  return address === null ? null : mailingAddress(address, order.id, { first_name: null, last_name: null })
}

function refunds(order: OrderRow, { first: most }: { first?: number | null }, { shop }: Context) {
  const rows = all<RefundRow>(
    shop.state,
    'select * from refunds where order_id = ? order by id limit ?',
    order.id,
    most ?? 250,
  )
  return rows.map((refund) => ({ ...refund, order }))
}
