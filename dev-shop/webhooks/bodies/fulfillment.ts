import { gid } from '../../ids.ts'
import type { DevShop } from '../../shop.ts'
import { all, first } from '../../state/query.ts'
import type { FulfillmentRow, OrderLineRow, OrderRow } from '../../state/rows.ts'
import type { JsonObject } from '../json.ts'
import { orderAddress, readAddress } from './address.ts'
import { lineFields } from './line-item.ts'
import { shopTime } from './time.ts'

/** fulfillments/create and fulfillments/update; this shop sends all of an order in one parcel. */
export function fulfillmentBody(shop: DevShop, fulfillmentId: string): JsonObject {
  const sent = first<FulfillmentRow>(shop.state, 'select * from fulfillments where id = ?', fulfillmentId)
  if (sent === undefined) throw new Error(`no fulfillment ${fulfillmentId}`)
  const order = first<OrderRow>(shop.state, 'select * from orders where id = ?', sent.order_id)
  if (order === undefined) throw new Error(`no order ${sent.order_id}`)
  const lines = all<OrderLineRow>(
    shop.state,
    'select * from order_lines where order_id = ? order by position',
    order.id,
  )
  const url = `https://www.dhl.de/de/privatkunden.html?piececode=${sent.tracking_number}`
  return {
    id: BigInt(sent.id),
    admin_graphql_api_id: gid('Fulfillment', sent.id),
    order_id: BigInt(order.id),
    name: `${order.name}.${String(sent.position)}`,
    status: 'success',
    shipment_status: null,
    service: 'manual',
    created_at: shopTime(sent.created_at),
    updated_at: shopTime(sent.updated_at),
    email: order.email ?? '',
    destination: orderAddress(readAddress(order.shipping_address) ?? {}, { first_name: null, last_name: null }),
    origin_address: null,
    location_id: 9_007_199_254_749_001n,
    line_items: lines.map((line) => lineFields(line, order)),
    receipt: {},
    tracking_company: 'DHL',
    tracking_number: sent.tracking_number,
    tracking_numbers: [sent.tracking_number],
    tracking_url: url,
    tracking_urls: [url],
  }
}
