import type { ShopState } from './state/open.ts'
import { first } from './state/query.ts'

export type CustomerTotals = { orders: number; spent: number; lastOrderId: string | null }

/** What a customer has ordered: how often, for how much (minor units, net of refunds) and which order was the last. */
export function customerTotals(state: ShopState, customerId: string): CustomerTotals {
  const totals = first<{ orders: number; gross: number | null; refunded: number | null }>(
    state,
    `select count(*) as orders, sum(total) as gross,
            (select sum(r.total) from refunds r join orders o on o.id = r.order_id
              where o.customer_id = ?1 and o.cancelled_at is null) as refunded
       from orders where customer_id = ?1 and cancelled_at is null`,
    customerId,
  )
  return {
    orders: totals?.orders ?? 0,
    spent: (totals?.gross ?? 0) - (totals?.refunded ?? 0),
    lastOrderId: lastOrderId(state, customerId),
  }
}

function lastOrderId(state: ShopState, customerId: string): string | null {
  const last = first<{ id: string }>(
    state,
    'select id from orders where customer_id = ? order by processed_at desc, id desc limit 1',
    customerId,
  )
  return last?.id ?? null
}
