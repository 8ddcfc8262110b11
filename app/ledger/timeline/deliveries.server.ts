import { earlierSql, type ReadTimeline } from '../../platform/index.server.ts'
import { deliveryKind } from './delivery-kind.ts'
import { orderLink } from './order-link.ts'

type Row = { id: string; at: Date; status: string; orderId: bigint; order: string; parcel: string | null }

/** What left the shop for a customer (`shipped`) and what happened on the way (`delivered` and the like), newest first. */
export const deliveriesTimeline: ReadTimeline = async (db, shop, customerId, before, limit) => {
  const rows = await db.$queryRaw<Row[]>`
    with mine as (
      select id, name from shop_order
       where shop_id = ${shop.id} and customer_id = ${customerId} and deleted_at is null
    )
    select id, at, status, order_id as "orderId", name as "order", parcel from (
      select 'parcel-' || f.id as id, f.created_at as at,
             case when f.status in ('cancelled', 'error', 'failure') then 'shipment-' || f.status else 'shipped' end as status,
             mine.id as order_id, mine.name, concat_ws(' ', f.tracking_company, array_to_string(f.tracking_numbers, ', ')) as parcel
        from mine join fulfillment f on f.shop_id = ${shop.id} and f.order_id = mine.id
      union all
      select 'parcel-event-' || e.id, e.happened_at, e.status, mine.id, mine.name, null
        from mine
        join fulfillment_event e on e.shop_id = ${shop.id} and e.order_id = mine.id and e.deleted_at is null
    ) entry
     where true ${earlierSql('at', 'id', before)}
     order by at desc, id collate "C" desc
     limit ${limit}`
  return rows.map(({ id, at, status, orderId, order, parcel }) => ({
    ...{ id, at, room: 'ledger', kind: deliveryKind(status) },
    values: { order, status },
    link: orderLink(orderId),
    ...(parcel !== null && parcel !== '' && { lines: [parcel] }),
  }))
}
