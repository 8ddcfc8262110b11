import { shopFacts } from '../../shop.ts'
import type { DevShop } from '../../shop.ts'
import { all } from '../../state/query.ts'
import type { JsonObject } from '../json.ts'
import { requireCustomer } from './customer.ts'

/** customers/data_request: a customer wants to see what is held about them. */
export function dataRequestBody(shop: DevShop, customerId: string): JsonObject {
  return {
    ...shopIdentity(shop),
    customer: person(shop, customerId),
    orders_requested: orderIds(shop, customerId),
    data_request: { id: BigInt(customerId) + 400_000_000_000_000n },
  }
}

/** customers/redact: a customer wants to be forgotten. */
export function redactCustomerBody(shop: DevShop, customerId: string): JsonObject {
  return {
    ...shopIdentity(shop),
    customer: person(shop, customerId),
    orders_to_redact: orderIds(shop, customerId),
  }
}

/** shop/redact: 48 hours after the app has gone. */
export function redactShopBody(shop: DevShop): JsonObject {
  return shopIdentity(shop)
}

function shopIdentity(shop: DevShop): JsonObject {
  return { shop_id: BigInt(shopFacts.id), shop_domain: shop.domain }
}

function person(shop: DevShop, customerId: string): JsonObject {
  const { email, phone } = requireCustomer(shop, customerId)
  return { id: BigInt(customerId), email, phone }
}

function orderIds(shop: DevShop, customerId: string): bigint[] {
  const orders = all<{ id: string }>(shop.state, 'select id from orders where customer_id = ? order by id', customerId)
  return orders.map(({ id }) => BigInt(id))
}
