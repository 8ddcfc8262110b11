import { gid } from '../../ids.ts'
import { all } from '../../state/query.ts'
import type { FulfillmentEventRow, FulfillmentRow, OrderRow } from '../../state/rows.ts'
import { connection } from '../connection.ts'
import type { PageArguments } from '../connection.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'
import { dateTime } from '../values.ts'

type Parcel = FulfillmentRow & { order: OrderRow }

/** The parcels of an order, a plain list as in Shopify's schema. */
export function fulfillmentsOf(order: OrderRow, { first: most }: { first?: number | null }, { shop }: Context) {
  const rows = all<FulfillmentRow>(
    shop.state,
    'select * from fulfillments where order_id = ? order by id limit ?',
    order.id,
    most ?? 250,
  )
  return rows.map((row): Parcel => ({ ...row, order }))
}

export const fulfillmentFields: Fields = {
  id: ({ id }: Parcel) => gid('Fulfillment', id),
  legacyResourceId: ({ id }: Parcel) => id,
  name: ({ order, position }: Parcel) => `${order.name}.${String(position)}`,
  status: () => 'SUCCESS',
  displayStatus: ({ id }: Parcel, _: object, { shop }: Context) =>
    all<FulfillmentEventRow>(
      shop.state,
      'select * from fulfillment_events where fulfillment_id = ? order by happened_at desc limit 1',
      id,
    )[0]?.status ?? 'FULFILLED',
  createdAt: (parcel: Parcel) => dateTime(parcel.created_at),
  updatedAt: (parcel: Parcel) => dateTime(parcel.updated_at),
  order: ({ order }: Parcel) => order,
  trackingInfo: (parcel: Parcel) => [
    {
      company: 'DHL',
      number: parcel.tracking_number,
      url: `https://www.dhl.de/de/privatkunden.html?piececode=${parcel.tracking_number}`,
    },
  ],
  events: ({ id }: Parcel, page: PageArguments, context: Context) =>
    connection<FulfillmentEventRow>(
      context,
      {
        select: 'select * from fulfillment_events',
        key: 'happened_at',
        id: 'id',
        where: [{ sql: 'fulfillment_id = ?', parameters: [id] }],
      },
      page,
    ),
}

export const fulfillmentEventFields: Fields = {
  id: ({ id }: FulfillmentEventRow) => gid('FulfillmentEvent', id),
  status: ({ status }: FulfillmentEventRow) => status,
  happenedAt: (event: FulfillmentEventRow) => dateTime(event.happened_at),
  createdAt: (event: FulfillmentEventRow) => dateTime(event.created_at),
  message: () => null,
}
