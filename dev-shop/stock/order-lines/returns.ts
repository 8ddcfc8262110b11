import type { ShopState } from '../../state/open.ts'
import { idSource } from '../id-source.ts'
import { insertsInto } from '../inserts.ts'

type Return = {
  line: number
  invoice: string
  customer: string
  code: string
  quantity: number
  at: string
  price: number
}
type SoldLine = { line_id: string; order_id: string; price: number; remaining: number }

/**
 * Books every returned line as a refund of the customer's most recent earlier order that still holds as many of it, at
 * no more than was paid; one refund for each return invoice and order. What fits no order is refused.
 * Returns the number of lines booked.
 */
export function fillReturns(state: ShopState): number {
  const book = bookInto(state)
  const order = orderFinder(state)
  const refuse = state.prepare('insert into refused_lines (line_number, reason) values (?, ?)')
  const returns = state.prepare('select * from staged where is_return order by at, invoice, line')
  let booked = 0
  for (const returned of returns.iterate() as Iterable<Return>) {
    const lines = returned.customer === '' ? [] : order(returned)
    if (returned.customer === '') refuse.run(returned.line, 'return without a customer')
    else if (lines.length === 0) refuse.run(returned.line, 'return without a matching order')
    else {
      book(returned, lines)
      booked += 1
    }
  }
  state.exec(`update orders set
    financial_status = case when r.total >= orders.total then 'REFUNDED' else 'PARTIALLY_REFUNDED' end,
    updated_at = max(updated_at, r.last)
    from (select order_id, sum(total) as total, max(created_at) as last from refunds group by order_id) r
    where r.order_id = orders.id`)
  return booked
}

function orderFinder(state: ShopState): (returned: Return) => SoldLine[] {
  const order = state.prepare(
    `select order_id from sold where customer = ? and code = ? and at <= ?
     group by order_id having sum(remaining) >= ? order by max(at) desc, order_id desc limit 1`,
  )
  const lines = state.prepare(
    'select line_id, order_id, price, remaining from sold where customer = ? and code = ? and order_id = ? and remaining > 0',
  )
  return ({ customer, code, at, quantity }) => {
    const found = order.get(customer, code, at, quantity)
    return found === undefined ? [] : (lines.all(customer, code, String(found.order_id)) as SoldLine[])
  }
}

function bookInto(state: ShopState): (returned: Return, lines: SoldLine[]) => void {
  const rows = insertsInto(state)
  const nextId = idSource(state)
  const take = state.prepare('update sold set remaining = remaining - ? where line_id = ?')
  const earlier = state.prepare('select id from refunds where order_id = ? and note = ? and created_at = ?')
  const add = state.prepare('update refunds set total = total + ? where id = ?')
  return (returned, lines) => {
    const orderId = lines[0]?.order_id ?? ''
    const found = earlier.get(orderId, returned.invoice, returned.at)
    const refundId = found === undefined ? nextId() : String(found.id)
    if (found === undefined) {
      rows.refund({ id: refundId, order_id: orderId, created_at: returned.at, note: returned.invoice, total: 0 })
    }
    let left = returned.quantity
    for (const line of lines) {
      const quantity = Math.min(left, line.remaining)
      if (quantity === 0) break
      const subtotal = Math.min(returned.price, line.price) * quantity
      rows.refundLine({ id: nextId(), refund_id: refundId, order_line_id: line.line_id, quantity, subtotal })
      take.run(quantity, line.line_id)
      add.run(subtotal, refundId)
      left -= quantity
    }
  }
}
