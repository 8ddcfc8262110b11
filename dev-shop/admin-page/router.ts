import express from 'express'
import type { Request, Response } from 'express'
import { installApp, installedApp } from '../install.ts'
import { mintSessionToken } from '../oauth/session-token.ts'
import type { DevShop } from '../shop.ts'
import { inTransaction } from '../state/open.ts'
import { adminAssetsRouter } from './assets.ts'
import { frame } from './frame.ts'
import type { AppInFrame } from './frame.ts'
import type { Html } from './html.ts'
import { launchUrl, storeHandle } from './launch-url.ts'
import { chooseAdminLocale, safeReturnPath } from './locale.ts'
import type { Section } from './navigation.ts'
import { appPage } from './pages/app.ts'
import { customersPage } from './pages/customers.ts'
import { discountsPage } from './pages/discounts.ts'
import { homePage } from './pages/home.ts'
import { installCard } from './pages/install-card.ts'
import { missingPage } from './pages/missing.ts'
import { orderPage } from './pages/order.ts'
import { ordersPage } from './pages/orders.ts'
import { productsPage } from './pages/products.ts'
import { themeEditorPage } from './pages/theme-editor.ts'
import { listQuery } from './pages/query.ts'
import type { ListQuery } from './pages/query.ts'
import { findResources } from './resources.ts'
import type { Texts } from './texts.ts'
import { viewOf } from './view.ts'
import type { View } from './view.ts'

/** The shop's admin at /store/<handle>, and App Bridge at /app-bridge.js. */
export function adminPageRouter(shop: DevShop): express.Router {
  const router = express.Router()
  const store = `/store/${storeHandle(shop)}`
  router.use(adminAssetsRouter())
  router.get(store, (request, response) => {
    const view = viewOf(shop)
    show(request, response, view, { title: view.texts.home, section: 'home', body: homePage(view) })
  })
  for (const [name, page] of Object.entries(lists)) {
    router.get(`${store}/${name}`, (request, response) => {
      const view = viewOf(shop)
      show(request, response, view, {
        title: view.texts[page.section],
        section: page.section,
        body: page.draw(view, listQuery(request)),
      })
    })
  }
  router.get(`${store}/orders/:id`, (request, response) => {
    const view = viewOf(shop)
    const page = orderPage(view, request.params.id)
    if (page === null) missing(request, response, view)
    else show(request, response, view, { ...page, section: 'orders' })
  })
  router.get(`${store}/themes/:theme/editor`, (request, response) => {
    const view = viewOf(shop)
    show(request, response, view, { title: view.texts.themeEditor, section: 'none', body: themeEditorPage(view) })
  })
  router.post(`${store}/locale`, express.urlencoded({ extended: false }), (request, response) => {
    const { locale, back } = request.body as { locale?: unknown; back?: unknown }
    chooseAdminLocale(shop, locale)
    response.redirect(303, safeReturnPath(back, store))
  })
  router.get(`${store}/session-token`, (_request, response) => {
    response.set('Cache-Control', 'no-store').json({ token: mintSessionToken(shop) })
  })
  router.get(`${store}/resources/:type`, (request, response) => {
    const rows = findResources(
      shop,
      request.params.type,
      text(request.query.query),
      text(request.query.ids).split(',').filter(Boolean),
    )
    if (rows === null) response.status(404).send(`There are no resources of type ${request.params.type}`)
    else response.json(rows)
  })
  routeApp(router, shop, store)
  router.use('/store', (request, response) => {
    missing(request, response, viewOf(shop))
  })
  return router
}

type ListPage = { section: Section & keyof Texts; draw: (view: View, query: ListQuery) => Html }

const lists: Record<string, ListPage> = {
  orders: { section: 'orders', draw: ordersPage },
  products: { section: 'products', draw: productsPage },
  customers: { section: 'customers', draw: customersPage },
  discounts: { section: 'discounts', draw: discountsPage },
}

function routeApp(router: express.Router, shop: DevShop, store: string): void {
  const base = `${store}/apps/${shop.app.handle}`
  router.post(`${base}/install`, (_request, response) => {
    inTransaction(shop.state, () => installApp(shop))
    response.redirect(303, base)
  })
  router.get(`${store}/launch`, (request, response) => {
    const url = launchUrl(shop, text(request.query.path) || '/')
    if (url === null) response.status(400).send('The path leaves the app')
    else response.set('Cache-Control', 'no-store').json({ url })
  })
  // The app itself knows only its API key, so its links into the admin name it by that.
  router.get(`${store}/apps/${shop.app.apiKey}*`, (request, response) => {
    response.redirect(request.originalUrl.replace(`/apps/${shop.app.apiKey}`, `/apps/${shop.app.handle}`))
  })
  router.get([base, `${base}/*`], (request, response) => {
    const view = viewOf(shop)
    if (installedApp(shop) === undefined) {
      show(request, response, view, { title: shop.app.name, section: 'app', body: installCard(view) })
      return
    }
    const page = appPage(view, request.originalUrl.slice(base.length) || '/')
    if (page === null) missing(request, response, view)
    else show(request, response, view, { ...page, title: shop.app.name, section: 'app' })
  })
}

type Shown = { title: string; section: Section; app?: AppInFrame; body: Html }

function show(request: Request, response: Response, view: View, content: Shown): void {
  response
    .set('Cache-Control', 'no-store')
    .type('html')
    .send(frame(view, { ...content, path: request.originalUrl }).text)
}

function missing(request: Request, response: Response, view: View): void {
  response.status(404)
  show(request, response, view, { title: view.texts.notFound, section: 'none', body: missingPage(view) })
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
