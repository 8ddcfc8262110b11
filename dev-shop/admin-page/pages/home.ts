import { installedApp } from '../../install.ts'
import { shopFacts } from '../../shop.ts'
import { all, first } from '../../state/query.ts'
import type { Html } from '../html.ts'
import { html } from '../html.ts'
import { icon } from '../icons.ts'
import { badge, pageHead } from '../parts.ts'
import type { View } from '../view.ts'
import { installCard } from './install-card.ts'
import { buyer, listedOrders } from './orders.ts'
import type { ListedOrder } from './orders.ts'

/** The admin's first page: how the shop does, its newest orders, and the app. */
export function homePage(view: View): Html {
  const { texts, shop, storePath } = view
  return html`${pageHead(shopFacts.name)} ${figures(view)}
    <div class="columns">
      ${latestOrders(view)}
      <div class="stack">
        ${installedApp(shop) === undefined ? installCard(view) : installedCard(view)}
        <section class="card">
          <h2>${texts.lookAround}</h2>
          <p><a class="link" href="/" target="_blank">${icon('Store')}${texts.openStorefront}</a></p>
          <p><a class="link" href="/mailbox" target="_blank">${icon('Email')}${texts.openMailbox}</a></p>
          <p><a class="link" href="${storePath}/discounts">${icon('Discount')}${texts.allCodes}</a></p>
        </section>
      </div>
    </div>`
}

function figures(view: View): Html {
  const { texts, format, shop } = view
  const since = new Date(shop.now().getTime() - 30 * 86_400_000).toISOString()
  const recent = first<{ orders: number; total: number | null }>(
    shop.state,
    'select count(*) as orders, sum(total) as total from orders where processed_at >= ? and cancelled_at is null',
    since,
  )
  const customers = first<{ n: number }>(shop.state, 'select count(*) as n from customers')
  const orders = recent?.orders ?? 0
  const total = recent?.total ?? 0
  const figure = (label: string, value: string) =>
    html`<div class="figure"><span class="figure-label">${label}</span><strong>${value}</strong></div>`
  return html`<section class="card figures">
    <span class="figures-period">${icon('Calendar')}${texts.overview}</span>
    ${figure(texts.sales30, format.money(total))} ${figure(texts.orders30, format.number(orders))}
    ${figure(texts.average30, orders === 0 ? '–' : format.money(Math.round(total / orders)))}
    ${figure(texts.customersAll, format.number(customers?.n ?? 0))}
  </section>`
}

function latestOrders(view: View): Html {
  const { texts, format, storePath } = view
  const orders = all<ListedOrder>(view.shop.state, `${listedOrders} order by o.processed_at desc, o.id desc limit 8`)
  const rows = orders.map(
    (order) =>
      html`<tr>
        <td><a class="strong" href="${storePath}/orders/${order.id}">${order.name}</a></td>
        <td>${buyer(view, order)}</td>
        <td class="minor">${badge(view, order.financial_status)}</td>
        <td class="number">${format.money(order.total, order.currency)}</td>
      </tr>`,
  )
  return html`<section class="card table-card">
    <div class="card-head">
      <h2>${texts.latestOrders}</h2>
      <a href="${storePath}/orders">${texts.allOrders}</a>
    </div>
    ${
      rows.length === 0
        ? html`<p class="empty">${texts.empty}</p>`
        : html`<table>
            <tbody>
              ${rows}
            </tbody>
          </table>`
    }
  </section>`
}

function installedCard(view: View): Html {
  const { texts, format, shop, storePath } = view
  const since = installedApp(shop)?.installed_at
  return html`<section class="card">
    <h2>${shop.app.name}</h2>
    <p class="subdued">
      ${texts.appInstalled.replace('{app}', shop.app.name).replace('{when}', since ? format.moment(since) : '–')}
    </p>
    <a class="button button-primary" href="${storePath}/apps/${shop.app.handle}"
      >${texts.openApp.replace('{app}', shop.app.name)}</a
    >
  </section>`
}
