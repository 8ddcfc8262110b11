import type { Request, Response } from 'express'
import { shopCurrency } from '../money.ts'
import type { DevShop } from '../shop.ts'
import { all } from '../state/query.ts'
import type { CollectionRow } from '../state/rows.ts'
import { renderAppBlocks } from './app-blocks.ts'
import { cartDrop, collectionDrop, customerDrop, shopDrop } from './drops.ts'
import { liquidEngine } from './liquid/engine.ts'
import { translatorFor } from './liquid/translations.ts'
import { priceCart } from './price-cart.ts'
import { saveSession, sessionOf } from './session.ts'
import type { Session } from './session.ts'

const theme = new URL('./theme', import.meta.url).pathname

/** A request to the storefront with what every page needs to know. */
export type Visit = { shop: DevShop; request: Request; response: Response; session: Session; locale: 'de' | 'en' }

/** Opens a visit: reads the session and settles the language, which ?locale= switches for good. */
export function visitOf(shop: DevShop, request: Request, response: Response): Visit {
  const session = sessionOf(shop, request)
  const asked = request.query.locale
  if ((asked === 'de' || asked === 'en') && asked !== session.locale) {
    session.locale = asked
    saveSession(shop, session, response)
  }
  return { shop, request, response, session, locale: session.locale ?? 'de' }
}

/** Renders a template of the theme inside its layout, with the app's blocks, and sends it. */
export async function showPage(visit: Visit, template: string, objects: Record<string, unknown> = {}, status = 200) {
  const { shop, locale, response } = visit
  const currency = shopCurrency(shop.state)
  const translate = translatorFor(`${theme}/locales`, locale)
  const engine = liquidEngine({ root: [theme, `${theme}/snippets`], translate, locale, currency, assetUrl })
  const globals = { ...globalsOf(visit, template), ...objects }
  const blocks = await renderAppBlocks(shop.app.extensionsPath, { template, locale, currency, globals })
  const content: unknown = await engine.renderFile(template, { ...globals, app_blocks: blocks.section })
  const html: unknown = await engine.renderFile('layout', { ...globals, content_for_layout: content, app: blocks })
  response.status(status).type('html').send(String(html))
}

function globalsOf(visit: Visit, template: string): Record<string, unknown> {
  const { shop, session, locale, request } = visit
  const cart = priceCart(shop, session, { customerId: session.customerId, email: null })
  return {
    shop: shopDrop(shop),
    customer: customerDrop(shop, session.customerId),
    cart: cartDrop(cart),
    collections: menu(shop),
    request: {
      locale: { iso_code: locale, primary: locale === 'de', root_url: '/' },
      page_type: template,
      path: request.path,
      host: request.headers.host ?? '',
      origin: shop.origin,
      design_mode: false,
    },
    routes: {
      root_url: '/',
      cart_url: '/cart',
      cart_add_url: '/cart/add',
      account_url: '/account',
      account_login_url: '/account/login',
      account_logout_url: '/account/logout',
      collections_url: '/collections',
    },
    localization: {
      language: { iso_code: locale },
      country: { iso_code: 'DE' },
      available_languages: [{ iso_code: 'de' }, { iso_code: 'en' }],
    },
    settings: {},
    template: { name: template },
  }
}

function menu(shop: DevShop) {
  const rows = all<CollectionRow>(shop.state, 'select * from collections order by id limit 40')
  return rows.map(collectionDrop)
}

function assetUrl(name: string): string {
  return `/theme/${name}`
}
