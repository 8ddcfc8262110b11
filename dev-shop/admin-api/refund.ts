import type { DevShop } from '../shop.ts'
import { inTransaction, takeId } from '../state/open.ts'
import { all, first, run } from '../state/query.ts'
import type { OrderLineRow, OrderRow } from '../state/rows.ts'
import { announce } from '../webhooks/announce.ts'

export type RefundedLine = { orderLineId: string; quantity: number }

export type RefundResult =
  { outcome: 'refunded'; refundId: string; total: number } | { outcome: 'refused'; reason: string }

/**
 * Takes pieces of an order back and returns their price less the discount on them, in minor units; a full refund
 * returns the shipping as well. Announces refunds/create, orders/updated and the customer's new purchasing summary.
 * @param lines what comes back, or 'all' for everything that has not come back yet
 */
export function refundOrder(shop: DevShop, orderId: string, lines: RefundedLine[] | 'all', note = ''): RefundResult {
  return inTransaction(shop.state, () => {
    const order = first<OrderRow>(shop.state, 'select * from orders where id = ?', orderId)
    if (order === undefined) return { outcome: 'refused', reason: `no order ${orderId}` }
    const open = openLines(shop, orderId)
    const wanted = lines === 'all' ? open.map(({ line, left }) => ({ orderLineId: line.id, quantity: left })) : lines
    const refused = refusal(wanted, open)
    if (refused !== null) return { outcome: 'refused', reason: refused }
    return writeRefund(shop, order, wanted, open, note)
  })
}

type OpenLine = { line: OrderLineRow; left: number }

function openLines(shop: DevShop, orderId: string): OpenLine[] {
  const lines = all<OrderLineRow & { returned: number }>(
    shop.state,
    `select l.*, coalesce((select sum(quantity) from refund_lines where order_line_id = l.id
              and refund_id in (select id from refunds where order_id = l.order_id)), 0) as returned
       from order_lines l where order_id = ? order by position, id`,
    orderId,
  )
  return lines.map((line) => ({ line, left: line.quantity - line.returned })).filter(({ left }) => left > 0)
}

function refusal(wanted: RefundedLine[], open: OpenLine[]): string | null {
  if (wanted.length === 0) return 'nothing left to refund'
  for (const { orderLineId, quantity } of wanted) {
    const left = open.find(({ line }) => line.id === orderLineId)?.left ?? 0
    if (quantity < 1 || quantity > left) return `line ${orderLineId}: ${String(quantity)} wanted, ${String(left)} left`
  }
  return null
}

function writeRefund(
  shop: DevShop,
  order: OrderRow,
  wanted: RefundedLine[],
  open: OpenLine[],
  note: string,
): RefundResult {
  const complete = open.every(({ line, left }) => wanted.find((one) => one.orderLineId === line.id)?.quantity === left)
  const priced = wanted.map(({ orderLineId, quantity }) => ({
    orderLineId,
    quantity,
    subtotal: priceOf(open, orderLineId, quantity),
  }))
  const goods = priced.reduce((sum, { subtotal }) => sum + subtotal, 0)
  const before = refundedSoFar(shop, order.id)
  const total = complete ? order.total - before : Math.min(goods, order.total - before)
  const refundId = takeId(shop.state)
  const now = shop.now().toISOString()
  run(shop.state, 'insert into refunds values (?, ?, ?, ?, ?)', refundId, order.id, now, note, total)
  for (const line of priced) {
    const id = takeId(shop.state)
    run(
      shop.state,
      'insert into refund_lines values (?, ?, ?, ?, ?)',
      id,
      refundId,
      line.orderLineId,
      line.quantity,
      line.subtotal,
    )
  }
  const status = complete ? 'REFUNDED' : 'PARTIALLY_REFUNDED'
  run(shop.state, 'update orders set financial_status = ?, updated_at = ? where id = ?', status, now, order.id)
  announce(shop, 'refunds/create', refundId)
  announce(shop, 'orders/updated', order.id)
  if (order.customer_id !== null) announce(shop, 'customers/purchasing_summary', order.customer_id)
  return { outcome: 'refunded', refundId, total }
}

function priceOf(open: OpenLine[], orderLineId: string, quantity: number): number {
  const line = open.find((one) => one.line.id === orderLineId)?.line
  if (line === undefined) throw new Error(`no open line ${orderLineId}`)
  return line.price * quantity - Math.round((line.total_discount * quantity) / line.quantity)
}

function refundedSoFar(shop: DevShop, orderId: string): number {
  const row = first<{ total: number | null }>(
    shop.state,
    'select sum(total) as total from refunds where order_id = ?',
    orderId,
  )
  return row?.total ?? 0
}
