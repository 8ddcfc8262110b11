import { customerTotals } from '../../customer-totals.ts'
import type { CustomerRow } from '../../state/rows.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { keysetPage } from '../keyset.ts'
import { badge, pageHead, tableCard } from '../parts.ts'
import type { View } from '../view.ts'
import { containing } from './query.ts'
import type { ListQuery } from './query.ts'

/** All customers, the newest first. */
export function customersPage(view: View, { words, place }: ListQuery): Html {
  const { texts, format, shop } = view
  const page = keysetPage<CustomerRow>(
    shop,
    { select: 'select * from customers', key: ['id'], ...matching(words) },
    place,
  )
  return html`${pageHead(texts.customers)}
  ${tableCard(view, {
    path: `${view.storePath}/customers`,
    search: texts.searchCustomers,
    words,
    page,
    columns: [
      { label: texts.name },
      { label: texts.email, minor: true },
      { label: texts.emailConsent },
      { label: texts.orders, number: true, minor: true },
      { label: texts.spent, number: true },
      { label: texts.since, minor: true },
    ],
    cells: (customer) => {
      const totals = customerTotals(shop.state, customer.id)
      return [
        html`<span class="strong"
          >${[customer.first_name, customer.last_name].filter(Boolean).join(' ') || customer.email}</span
        >`,
        customer.email ?? '–',
        badge(view, customer.email_marketing_state),
        format.number(totals.orders),
        format.money(totals.spent),
        format.day(customer.created_at),
      ]
    },
  })}`
}

function matching(words: string): { where?: string; parameters?: string[] } {
  if (words === '') return {}
  const where = String.raw`(email like ? escape '\' or coalesce(first_name, '') || ' ' || coalesce(last_name, '') like ? escape '\')`
  return { where, parameters: [containing(words), containing(words)] }
}
