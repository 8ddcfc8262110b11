import type { FulfillmentEventId, FulfillmentId, OrderId } from '../../../kernel/index.ts'
import { deleteFulfillmentEvent, recordFulfillment, recordFulfillmentEvent } from '../../../ledger/index.server.ts'
import type { Look } from './check.server.ts'
import type { Found } from './mend-found.server.ts'
import type { OrderParts } from './parts-of-order.server.ts'

/** Parcels, and what happened to them, that are missing, have changed or are no more. */
export async function fulfilmentsDiffering(look: Look, told: OrderParts[]): Promise<Found[]> {
  return [...(await parcelsDiffering(look, told)), ...(await eventsDiffering(look, told))]
}

async function parcelsDiffering({ parts, run: { shop } }: Look, told: OrderParts[]): Promise<Found[]> {
  const parcels = told.flatMap((order) => order.parcels)
  const ids = parcels.map(({ id }) => id)
  const held = await parts.db.fulfillment.findMany({ where: { shopId: shop.id, id: { in: ids } } })
  return parcels.flatMap((parcel): Found[] => {
    const row = held.find(({ id }) => id === parcel.id)
    const known = row !== undefined && row.updatedAt >= parcel.updatedAt
    if (known && (row.updatedAt > parcel.updatedAt || row.status === parcel.status)) return []
    const write: Found['write'] = (tx) => recordFulfillment(tx, shop, parcel)
    return [{ subject: 'fulfillment', id: String(parcel.id), difference: row ? 'outdated' : 'missing', write }]
  })
}

async function eventsDiffering({ parts, run: { shop } }: Look, told: OrderParts[]): Promise<Found[]> {
  const events = told.flatMap((order) => order.events)
  const parcelIds = told.flatMap((order) => order.parcels.map(({ id }) => id))
  const held = await parts.db.fulfillmentEvent.findMany({
    where: { shopId: shop.id, fulfillmentId: { in: parcelIds } },
  })
  const known = new Set(held.map(({ id }) => id))
  const missing = events.flatMap((event): Found[] => {
    if (known.has(event.id)) return []
    const write: Found['write'] = (tx) => recordFulfillmentEvent(tx, shop, event)
    return [{ subject: 'fulfillmentEvent', id: String(event.id), difference: 'missing', write }]
  })
  const seen = new Set<bigint>(events.map(({ id }) => id))
  // Of a parcel all events are told, so that one that is not among them was deleted, unless it is younger than the answer.
  const askedAt = told[0]?.toldAt ?? new Date(0)
  const gone = held.flatMap((row): Found[] => {
    if (row.deletedAt !== null || seen.has(row.id) || row.toldAt >= askedAt) return []
    const event = {
      ...row,
      id: row.id as FulfillmentEventId,
      fulfillmentId: row.fulfillmentId as FulfillmentId,
      orderId: row.orderId as OrderId,
      toldAt: askedAt,
    }
    const write: Found['write'] = (tx) => deleteFulfillmentEvent(tx, shop, event)
    return [{ subject: 'fulfillmentEvent', id: String(row.id), difference: 'gone', write }]
  })
  return [...missing, ...gone]
}
