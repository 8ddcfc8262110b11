import { gid } from '../../ids.ts'
import { shopCurrency } from '../../money.ts'
import type { DevShop } from '../../shop.ts'
import { first } from '../../state/query.ts'
import type { CustomerRow } from '../../state/rows.ts'
import type { JsonObject } from '../json.ts'
import { customerAddress, readAddress } from './address.ts'
import { shopTime } from './time.ts'

/** customers/create and customers/update. Since 2025-01 without tags, consent and totals: those have their own topics. */
export function customerBody(shop: DevShop, customerId: string): JsonObject {
  const customer = requireCustomer(shop, customerId)
  const address = readAddress(customer.address)
  return {
    ...customerFields(shop, customer),
    addresses:
      address === null ? [] : [{ ...customerAddress(address, customer, customerId), address2: '', company: '' }],
    ...(address === null ? {} : { default_address: customerAddress(address, customer, customerId) }),
  }
}

/** The customer inside an order. */
export function orderCustomer(shop: DevShop, customerId: string): JsonObject {
  const customer = requireCustomer(shop, customerId)
  const address = readAddress(customer.address)
  return {
    ...customerFields(shop, customer),
    ...(address === null ? {} : { default_address: customerAddress(address, customer, customerId) }),
  }
}

export function requireCustomer(shop: DevShop, customerId: string): CustomerRow {
  const customer = first<CustomerRow>(shop.state, 'select * from customers where id = ?', customerId)
  if (customer === undefined) throw new Error(`no customer ${customerId}`)
  return customer
}

function customerFields(shop: DevShop, customer: CustomerRow): JsonObject {
  return {
    id: BigInt(customer.id),
    created_at: shopTime(customer.created_at),
    updated_at: shopTime(customer.updated_at),
    first_name: customer.first_name,
    last_name: customer.last_name,
    state: customer.state.toLowerCase(),
    note: customer.note,
    verified_email: customer.verified_email === 1,
    multipass_identifier: null,
    tax_exempt: false,
    email: customer.email,
    phone: customer.phone,
    currency: shopCurrency(shop.state),
    tax_exemptions: [],
    admin_graphql_api_id: gid('Customer', customer.id),
  }
}
