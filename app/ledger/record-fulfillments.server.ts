import type { Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import type { FulfillmentEventRecord, FulfillmentRecord } from './fulfillment-from-shopify.ts'
import { tables, writeNewest, writeTombstone } from './newest.server.ts'

/** @returns how many rows changed */
export function recordFulfillment(tx: Transaction, shop: Shop, told: FulfillmentRecord): Promise<number> {
  return writeNewest(tx, shop, tables.fulfillment, told)
}

/** @returns how many rows changed */
export function recordFulfillmentEvent(tx: Transaction, shop: Shop, told: FulfillmentEventRecord): Promise<number> {
  return writeNewest(tx, shop, tables.fulfillmentEvent, told)
}

/** The body of a deletion repeats the whole event; of it only what it belonged to stays. @returns how many rows changed */
export function deleteFulfillmentEvent(tx: Transaction, shop: Shop, told: FulfillmentEventRecord): Promise<number> {
  const { id, fulfillmentId, orderId, toldAt } = told
  const blank = { id, fulfillmentId, orderId, status: 'deleted', happenedAt: new Date(0), deletedAt: toldAt }
  return writeTombstone(tx, shop, tables.fulfillmentEvent, blank)
}
