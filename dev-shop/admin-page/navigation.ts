import type { Html } from './html.ts'
import { html, raw } from './html.ts'
import { icon } from './icons.ts'
import type { View } from './view.ts'

export type Section = 'home' | 'orders' | 'products' | 'customers' | 'discounts' | 'app' | 'none'

/** The navigation on the left; the open app's own links are put under its name by the script. */
export function navigation(view: View, section: Section): Html {
  const { texts, storePath, shop } = view
  const link = (name: Section, path: string, label: string, sign: string) =>
    html`<a class="${name === section ? 'nav-item current' : 'nav-item'}" href="${storePath}${path}"
      >${icon(name === section ? `${sign}Filled` : sign)}${label}</a
    >`
  const outside = (path: string, label: string, sign: string) =>
    html`<a class="nav-item" href="${path}" target="_blank"
      >${icon(sign)}${label}<span class="nav-outside">${icon('External')}</span></a
    >`
  return html`<nav class="side-nav" aria-label="${texts.menu}">
    ${link('home', '', texts.home, 'Home')} ${link('orders', '/orders', texts.orders, 'Order')}
    ${link('products', '/products', texts.products, 'Product')}
    ${link('customers', '/customers', texts.customers, 'Person')}
    ${link('discounts', '/discounts', texts.discounts, 'Discount')}
    <h2>${texts.salesChannels}</h2>
    ${outside('/', texts.onlineStore, 'Store')} ${outside('/mailbox', texts.mailbox, 'Email')}
    <h2>${texts.apps}</h2>
    <a
      id="app-link"
      class="${section === 'app' ? 'nav-item current' : 'nav-item'}"
      href="${storePath}/apps/${shop.app.handle}"
      >${appIcon(view)}${shop.app.name}</a
    >
    <div id="app-nav"></div>
  </nav>`
}

/** The app's sign: the first letter of its name, as Shopify draws it for an app without a picture. */
export function appIcon(view: View): Html {
  return html`<span class="app-icon"
    >${raw(
      view.shop.app.name
        .slice(0, 1)
        .toUpperCase()
        .replace(/[^\p{L}\d]/u, ''),
    )}</span
  >`
}
