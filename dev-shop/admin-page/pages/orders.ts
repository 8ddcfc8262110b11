import type { OrderRow } from '../../state/rows.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { keysetPage } from '../keyset.ts'
import { badge, pageHead, tableCard } from '../parts.ts'
import type { View } from '../view.ts'
import type { ListQuery } from './query.ts'

export type ListedOrder = OrderRow & { first_name: string | null; last_name: string | null; pieces: number }

export const listedOrders = `select o.*, c.first_name, c.last_name,
    (select coalesce(sum(l.quantity), 0) from order_lines l where l.order_id = o.id) as pieces
  from orders o left join customers c on c.id = o.customer_id`

/** All orders, the newest first. */
export function ordersPage(view: View, { words, place }: ListQuery): Html {
  const { texts, format } = view
  const page = keysetPage<ListedOrder>(
    view.shop,
    { select: listedOrders, key: ['o.processed_at', 'o.id'], ...matching(words) },
    place,
  )
  return html`${pageHead(texts.orders)}
  ${tableCard(view, {
    path: `${view.storePath}/orders`,
    search: texts.searchOrders,
    words,
    page,
    columns: [
      { label: texts.order },
      { label: texts.date, minor: true },
      { label: texts.customer },
      { label: texts.total, number: true },
      { label: texts.payment, minor: true },
      { label: texts.fulfillment, minor: true },
      { label: texts.items, number: true, minor: true },
    ],
    cells: (order) => [
      html`<a class="strong" href="${view.storePath}/orders/${order.id}">${order.name}</a>`,
      format.moment(order.processed_at),
      html`${buyer(view, order)}<span class="phone-only subdued">${format.moment(order.processed_at)}</span>`,
      format.money(order.total, order.currency),
      badge(view, order.financial_status),
      badge(view, order.fulfillment_status ?? 'UNFULFILLED'),
      format.number(order.pieces),
    ],
  })}`
}

/** Who ordered, as far as the order tells. */
export function buyer(view: View, order: Pick<ListedOrder, 'first_name' | 'last_name' | 'email'>): string {
  const name = [order.first_name, order.last_name].filter(Boolean).join(' ')
  return name || (order.email ?? view.texts.guest)
}

// Equality, so that a shop with a million orders answers from its indexes or one quick scan.
function matching(words: string): { where?: string; parameters?: string[] } {
  if (words === '') return {}
  return {
    where:
      '(o.name = ? or o.email = ? collate nocase or o.customer_id in (select id from customers where lower(email) = lower(?)))',
    parameters: [words.startsWith('#') ? words : `#${words}`, words, words],
  }
}
