import { customerTotals } from '../../customer-totals.ts'
import { gid } from '../../ids.ts'
import { all, first } from '../../state/query.ts'
import type { CustomerRow, OrderRow } from '../../state/rows.ts'
import { customerAddressId, readAddress } from '../../webhooks/bodies/address.ts'
import type { PageArguments } from '../connection.ts'
import { listConnection } from '../connection.ts'
import type { Context } from '../context.ts'
import { ordersWhere } from '../queries/orders.ts'
import type { OrderArguments } from '../queries/orders.ts'
import type { Fields } from '../resolver.ts'
import { dateTime, dateTimeOrNull, money } from '../values.ts'
import { mailingAddress } from './mailing-address.ts'

export const customerFields: Fields = {
  id: ({ id }: CustomerRow) => gid('Customer', id),
  legacyResourceId: ({ id }: CustomerRow) => id,
  firstName: (customer: CustomerRow) => customer.first_name,
  lastName: (customer: CustomerRow) => customer.last_name,
  displayName: (customer: CustomerRow) => displayName(customer),
  email: ({ email }: CustomerRow) => email,
  phone: ({ phone }: CustomerRow) => phone,
  locale: ({ locale }: CustomerRow) => locale,
  state: ({ state }: CustomerRow) => state,
  note: ({ note }: CustomerRow) => note,
  tags: ({ tags }: CustomerRow) => JSON.parse(tags) as unknown,
  taxExempt: () => false,
  verifiedEmail: (customer: CustomerRow) => customer.verified_email === 1,
  createdAt: (customer: CustomerRow) => dateTime(customer.created_at),
  updatedAt: (customer: CustomerRow) => dateTime(customer.updated_at),
  numberOfOrders: ({ id }: CustomerRow, _: object, context: Context) =>
    String(customerTotals(context.shop.state, id).orders),
  amountSpent: ({ id }: CustomerRow, _: object, context: Context) =>
    money(customerTotals(context.shop.state, id).spent, context.currency),
  lastOrder: lastOrder,
  canDelete: ({ id }: CustomerRow, _: object, context: Context) => !hasOrders(context, id),
  dataSaleOptOut: () => false,
  defaultAddress: (customer: CustomerRow) => addresses(customer)[0] ?? null,
  addresses: (customer: CustomerRow, { first }: { first?: number | null }) =>
    addresses(customer).slice(0, first ?? undefined),
  addressesV2: (customer: CustomerRow, page: PageArguments, context: Context) =>
    listConnection(context, addresses(customer), page),
  defaultEmailAddress: emailAddress,
  defaultPhoneNumber: phoneNumber,
  orders: ({ id }: CustomerRow, page: OrderArguments, context: Context) =>
    ordersWhere(context, page, [{ sql: 'customer_id = ?', parameters: [id] }]),
}

function phoneNumber({ id, phone, sms_marketing_state: state }: CustomerRow, _: object, { shop }: Context) {
  if (phone === null) return null
  const said = first<{ at: string }>(shop.state, 'select updated_at as at from sms_consents where customer_id = ?', id)
  const consent = { state, updatedAt: dateTimeOrNull(said?.at ?? null), optInLevel: null }
  return { phoneNumber: phone, smsMarketingConsent: { ...consent, collectedFrom: null, sourceLocation: null } }
}

function displayName(customer: CustomerRow): string {
  const name = [customer.first_name, customer.last_name].filter(Boolean).join(' ')
  return name || customer.email || customer.phone || ''
}

function lastOrder({ id }: CustomerRow, _: object, { shop }: Context): OrderRow | null {
  const order = first<OrderRow>(
    shop.state,
    'select * from orders where customer_id = ? order by processed_at desc, id desc limit 1',
    id,
  )
  return order ?? null
}

function hasOrders({ shop }: Context, id: string): boolean {
  return all(shop.state, 'select 1 from orders where customer_id = ? limit 1', id).length > 0
}

function addresses(customer: CustomerRow) {
  const address = readAddress(customer.address)
  if (address === null) return []
  // As webhooks number it; the admin says besides what kind of address it is.
  const id = `${gid('MailingAddress', String(customerAddressId(customer.id)))}?model_name=CustomerAddress`
  return [{ ...mailingAddress(address, customer.id, customer), id }]
}

function emailAddress(customer: CustomerRow, _: object, { shop }: Context) {
  if (customer.email === null) return null
  return {
    emailAddress: customer.email,
    marketingState: customer.email_marketing_state,
    marketingOptInLevel: customer.email_opt_in_level,
    marketingUpdatedAt: dateTimeOrNull(customer.email_consent_at),
    marketingUnsubscribeUrl: `https://${shop.domain}/account/unsubscribe?customer=${customer.id}`,
    openTrackingLevel: 'UNKNOWN',
    openTrackingUrl: `https://${shop.domain}/account/tracking?customer=${customer.id}`,
    sourceLocation: null,
    validFormat: /^[^@\s]+@[^@\s]+$/.test(customer.email),
  }
}
