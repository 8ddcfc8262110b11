import { z } from 'zod'
import { toId, type FulfillmentEventId, type FulfillmentId, type OrderId } from '../kernel/index.ts'
import { readShape } from './shopify-json.ts'
import { bareId, gidText, moment, optionalText, ownId, text } from './shopify-fields.ts'

const webhook = z.object({
  id: bareId,
  admin_graphql_api_id: gidText.nullish(),
  order_id: bareId,
  name: optionalText,
  status: text,
  shipment_status: optionalText,
  tracking_company: optionalText,
  tracking_numbers: z.array(text).nullish(),
  created_at: moment,
  updated_at: moment,
})

/** What left the shop for an order; the receiver's address is not ours to keep. */
export type FulfillmentRecord = ReturnType<typeof fulfillmentFromWebhook>

/** Reads fulfillments/*. @throws MalformedBody naming the field */
export function fulfillmentFromWebhook(body: unknown, toldAt: Date) {
  const told = readShape('fulfillment', webhook, body)
  return {
    id: ownId('Fulfillment', told) satisfies FulfillmentId,
    orderId: toId<OrderId>(told.order_id),
    name: told.name,
    status: told.status.toLowerCase(),
    shipmentStatus: told.shipment_status?.toLowerCase() ?? null,
    trackingCompany: told.tracking_company,
    trackingNumbers: told.tracking_numbers ?? [],
    createdAt: told.created_at,
    updatedAt: told.updated_at,
    toldAt,
  }
}

const event = z.object({
  id: bareId,
  admin_graphql_api_id: gidText.nullish(),
  fulfillment_id: bareId,
  order_id: bareId,
  status: text,
  happened_at: moment,
  updated_at: moment,
})

/** One thing that happened to a parcel. */
export type FulfillmentEventRecord = ReturnType<typeof fulfillmentEventFromWebhook>

/** Reads fulfillment_events/*. @throws MalformedBody naming the field */
export function fulfillmentEventFromWebhook(body: unknown, toldAt: Date) {
  const told = readShape('fulfillment event', event, body)
  return {
    id: ownId('FulfillmentEvent', told) satisfies FulfillmentEventId,
    fulfillmentId: toId<FulfillmentId>(told.fulfillment_id),
    orderId: toId<OrderId>(told.order_id),
    status: told.status.toLowerCase(),
    happenedAt: told.happened_at,
    updatedAt: told.updated_at,
    toldAt,
  }
}
