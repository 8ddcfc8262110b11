import { all, first } from '../../state/query.ts'
import type { OrderLineRow } from '../../state/rows.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { badge, pageHead } from '../parts.ts'
import { fill } from '../texts.ts'
import type { View } from '../view.ts'
import { buyer, listedOrders } from './orders.ts'
import type { ListedOrder } from './orders.ts'

/** One order with its lines and the buttons that send and refund it; null when there is none of that id. */
export function orderPage(view: View, id: string): { title: string; body: Html } | null {
  const order = first<ListedOrder>(view.shop.state, `${listedOrders} where o.id = ?`, id)
  if (order === undefined) return null
  const lines = all<OrderLineRow>(view.shop.state, 'select * from order_lines where order_id = ? order by position', id)
  const refunds = first<{ total: number | null }>(
    view.shop.state,
    'select sum(total) as total from refunds where order_id = ?',
    id,
  )
  const body = html`${pageHead(order.name, {
      back: `${view.storePath}/orders`,
      meta: html`${badge(view, order.financial_status)} ${badge(view, order.fulfillment_status ?? 'UNFULFILLED')}
        <span class="subdued">${view.format.moment(order.processed_at)}</span>`,
      actions: html`${fulfilButton(view, order)} ${refundButton(view, order)}`,
    })}
    <div class="columns">
      <section class="card">
        <table class="lines">
          <tbody>
            ${lines.map((line) => orderLine(view, order, line))}
          </tbody>
        </table>
        ${sums(view, order, refunds?.total ?? 0)}
      </section>
      <aside class="card">
        <h2>${view.texts.customer}</h2>
        <p>${buyer(view, order)}</p>
        <p class="subdued">${order.email ?? '–'}</p>
        <h2>${view.texts.codesUsed}</h2>
        <p class="subdued">${codesOf(order).join(', ') || '–'}</p>
      </aside>
    </div>`
  return { title: order.name, body }
}

function fulfilButton(view: View, order: ListedOrder): Html {
  if (order.fulfillment_status === 'FULFILLED' || order.cancelled_at !== null) return html``
  return html`<button
    class="button"
    type="button"
    data-post="/dev/fulfil"
    data-body="${JSON.stringify({ orderId: order.id })}"
    data-done="${view.texts.fulfilled}"
  >
    ${view.texts.fulfil}
  </button>`
}

function refundButton(view: View, order: ListedOrder): Html {
  if (order.financial_status === 'REFUNDED') return html``
  const body = JSON.stringify({ orderId: order.id })
  return html`<button
    class="button"
    type="button"
    data-post="/dev/refund"
    data-body="${body}"
    data-done="${view.texts.refunded}"
    data-confirm="${fill(view.texts.refundConfirm, { name: order.name })}"
  >
    ${view.texts.refund}
  </button>`
}

function orderLine(view: View, order: ListedOrder, line: OrderLineRow): Html {
  const money = (minor: number) => view.format.money(minor, order.currency)
  return html`<tr>
    <td>
      <span class="strong">${line.title}</span><br /><span class="subdued"
        >${[line.variant_title, line.sku].filter(Boolean).join(' · ')}</span
      >
    </td>
    <td class="number">${money(line.price)} × ${line.quantity}</td>
    <td class="number">${money(line.price * line.quantity - line.total_discount)}</td>
  </tr>`
}

function sums(view: View, order: ListedOrder, refunded: number): Html {
  const { texts, format } = view
  const row = (label: string, minor: number, strong = false) =>
    html`<div class="${strong ? 'sum strong' : 'sum'}">
      <span>${label}</span><span>${format.money(minor, order.currency)}</span>
    </div>`
  return html`<div class="sums">
    ${order.total_discounts > 0 && row(texts.discount, -order.total_discounts)} ${row(texts.subtotal, order.subtotal)}
    ${row(texts.shipping, order.total_shipping)} ${row(texts.total, order.total, true)}
    ${refunded > 0 && row(view.locale === 'de' ? 'Erstattet' : 'Refunded', -refunded)}
  </div>`
}

function codesOf(order: ListedOrder): string[] {
  return (JSON.parse(order.discount_codes) as { code: string }[]).map(({ code }) => code)
}
