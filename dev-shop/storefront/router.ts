import { join } from 'node:path'
import express from 'express'
import type { NextFunction, Request, RequestHandler, Response } from 'express'
import type { DevShop } from '../shop.ts'
import { first } from '../state/query.ts'
import type { ProductRow } from '../state/rows.ts'
import { themeExtensions } from './app-blocks.ts'
import { appProxyRouter } from './app-proxy.ts'
import { devOrdersRouter } from './dev-orders.ts'
import { showPage, visitOf } from './page.ts'
import type { Visit } from './page.ts'
import { logIn, logOut, showAccount, showLogin } from './pages/account.ts'
import { addToCart, changeCart, enterCode, openDiscountLink, removeCode, showCart } from './pages/cart.ts'
import { showCollection, showCollections, showHome, showProduct } from './pages/catalogue.ts'
import { keepContact, pay, showCheckout, showThanks } from './pages/checkout.ts'
import { drawProduct } from './product-drawing.ts'

/** The shop as its customers see it, with the app proxy, the app's blocks and POST /dev/orders. Mounted last, at '/'. */
export function storefrontRouter(shop: DevShop): express.Router {
  const router = express.Router()
  const page =
    (show: (visit: Visit) => Promise<void> | void): RequestHandler =>
    (request: Request, response: Response, next: NextFunction) => {
      Promise.resolve()
        .then(() => show(visitOf(shop, request, response)))
        .catch(next)
    }
  router.use(devOrdersRouter(shop))
  router.use(appProxyRouter(shop))
  assets(router, shop)
  router.use(express.urlencoded({ extended: false }), express.json())
  router.get('/', page(showHome))
  router.get('/collections', page(showCollections))
  router.get('/collections/:handle', page(showCollection))
  router.get('/products/:handle', page(showProduct))
  router.get('/cart', page(showCart))
  router.post('/cart/add', page(addToCart))
  router.post('/cart', page(changeCart))
  router.post('/cart/code', page(enterCode))
  router.post('/cart/code/remove', page(removeCode))
  router.get('/discount/:code', page(openDiscountLink))
  router.get('/checkout', page(showCheckout))
  router.get('/checkouts/ac/:token/recover', (_request, response) => response.redirect('/checkout'))
  router.post('/checkout', page(pay))
  router.post('/checkout/contact', page(keepContact))
  router.get('/thanks/:token', page(showThanks))
  router.get('/account/login', page(showLogin))
  router.post('/account/login', page(logIn))
  router.all('/account/logout', page(logOut))
  router.get('/account', page(showAccount))
  router.use(page((visit) => showPage(visit, '404', {}, 404)))
  return router
}

function assets(router: express.Router, shop: DevShop): void {
  router.use('/theme', express.static(new URL('./theme/assets', import.meta.url).pathname))
  router.use('/extensions/:handle/assets', (request, response, next) => {
    const extension = themeExtensions(shop.app.extensionsPath).find(({ handle }) => handle === request.params.handle)
    if (!extension) next()
    else express.static(join(extension.folder, 'assets'))(request, response, next)
  })
  router.get('/pictures/:name', (request, response, next) => {
    const handle = request.params.name.replace(/\.svg$/, '')
    const product = first<ProductRow>(shop.state, 'select * from products where handle = ?', handle)
    if (!product) {
      next()
      return
    }
    const { title, product_type: type, body_html: text } = product
    const tags = JSON.parse(product.tags) as string[]
    response.type('image/svg+xml').set('cache-control', 'public, max-age=3600')
    response.send(drawProduct({ handle, title, type, tags, text }))
  })
}
