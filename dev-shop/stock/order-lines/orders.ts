import type { ShopState } from '../../state/open.ts'
import { idSource } from '../id-source.ts'
import { insertsInto } from '../inserts.ts'
import type { LineRow } from '../inserts.ts'
import { addressIn, emailOf } from './customers.ts'

const FIRST_NUMBER = 1001

type Sale = {
  invoice: string
  customer: string
  customer_id: string | null
  country: string
  code: string
  quantity: number
  price: number
  started: string
  product_id: string | null
  variant_id: string | null
  title: string
}

/** Makes an order of every invoice with sales, in the order of time, and returns how many lines went into them. */
export function fillOrders(state: ShopState, currency: string): { imported: number; guest: number } {
  const counts = { imported: 0, guest: 0 }
  state.exec(`create temp table sold (line_id text primary key, order_id text not null, customer text not null,
    code text not null, at text not null, price integer not null, remaining integer not null)`)
  const write = writerInto(state, currency)
  const sales = state.prepare(`
    select s.invoice, s.customer, k.id as customer_id, s.country, s.code, s.quantity, s.price, i.started,
      w.product_id, w.variant_id, w.title
    from (select invoice, customer, min(at) as started from staged where not is_return group by 1, 2) i
    join staged s using (invoice, customer) join wares w using (code) left join known k using (customer)
    where not s.is_return order by i.started, s.invoice, s.customer, s.line`)
  let invoice: Sale[] = []
  for (const sale of sales.iterate() as Iterable<Sale>) {
    const [first] = invoice
    if (first && (first.invoice !== sale.invoice || first.customer !== sale.customer)) {
      write(invoice)
      invoice = []
    }
    invoice.push(sale)
    counts[sale.customer === '' ? 'guest' : 'imported'] += 1
  }
  if (invoice.length > 0) write(invoice)
  state.exec(`create index temp.sold_customer on sold (customer, code, at);
    update customers set updated_at = max(updated_at, coalesce((select max(created_at) from orders where customer_id = customers.id), ''));
    drop table known; drop table wares`)
  return counts
}

function writerInto(state: ShopState, currency: string): (sales: Sale[]) => void {
  const rows = insertsInto(state)
  const nextId = idSource(state)
  const sold = state.prepare('insert into sold values (?, ?, ?, ?, ?, ?, ?)')
  let number = FIRST_NUMBER
  return (sales) => {
    const [first] = sales
    if (!first) return
    const id = nextId()
    const total = sales.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
    const email = first.customer === '' ? null : emailOf(first.customer)
    rows.order({
      ...emptyOrder(first.started, currency),
      id,
      number: number++,
      name: `#${first.invoice}`,
      customer_id: first.customer_id,
      email,
      subtotal: total,
      total,
      total_tax: Math.round(total / 6),
      shipping_address: addressIn(first.country),
    })
    sales.forEach((sale, index) => {
      const line = lineOf(sale, nextId(), id, index + 1)
      rows.line(line)
      if (sale.customer !== '') sold.run(line.id, id, sale.customer, sale.code, sale.started, sale.price, sale.quantity)
    })
  }
}

function emptyOrder(at: string, currency: string) {
  return {
    created_at: at,
    processed_at: at,
    updated_at: at,
    cancelled_at: null,
    cancel_reason: null,
    test: 0,
    currency,
    total_discounts: 0,
    total_shipping: 0,
    financial_status: 'PAID',
    fulfillment_status: 'FULFILLED',
    locale: 'en',
    checkout_token: null,
    discount_codes: '[]',
  }
}

function lineOf(sale: Sale, id: string, orderId: string, position: number): LineRow {
  return {
    id,
    order_id: orderId,
    product_id: sale.product_id,
    variant_id: sale.variant_id,
    title: sale.title,
    variant_title: null,
    sku: sale.code,
    vendor: null,
    quantity: sale.quantity,
    price: sale.price,
    total_discount: 0,
    position,
  }
}
