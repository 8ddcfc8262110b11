import express from 'express'
import { randomUUID } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'
import { toId, type CustomerId, type ProductId } from '../../app/kernel/index.ts'
import { openStorefront } from '../../app/storefront/index.server.ts'
import { startDevShop } from '../../dev-shop/start.ts'
import { first, run } from '../../dev-shop/state/query.ts'
import { openBrowser } from '../support/browser.ts'
import { testDatabase } from '../support/database.ts'
import { givenShop } from '../support/shops.ts'

const secret = 'a secret of the test'

/** The dev shop with the theme app extension's blocks on its product pages, the app's storefront behind its proxy, and a browser. */
export async function openShopWithBlocks() {
  const { db } = await testDatabase()
  const shop = await givenShop(db)
  const appUrl = await serveProxy(openStorefront({ db, secret, now: () => new Date() }))
  const devShop = await startDevShop({
    dataPath: ':memory:',
    port: 0,
    smtpPort: 0,
    appToml: 'shopify.app.toml',
    appUrl,
    apiSecret: secret,
    stock: 'handelblitz',
    customers: 20,
    orders: 30,
  })
  const browser = await openBrowser()
  afterAll(async () => {
    await browser.close()
    await devShop.close()
  })

  const { state } = devShop.shop
  const ring = first<{ id: string; handle: string; title: string; product_type: string }>(
    state,
    `select id, handle, title, product_type from products where product_type = 'Ringe' order by id limit 1`,
  )
  const anna = first<{ id: string; email: string; first_name: string; last_name: string }>(
    state,
    'select id, email, first_name, last_name from customers where email is not null order by id limit 1',
  )
  if (ring === undefined || anna === undefined) throw new Error('the stock has no ring or no customer')
  const dates = { createdAt: new Date(), updatedAt: new Date() }
  const { id, title, handle, product_type: productType } = ring
  const product = { id: toId<ProductId>(id), title, handle, productType, vendor: 'HandelBlitz', status: 'ACTIVE' }
  await db.product.create({ data: { shopId: shop.id, ...product, ...dates } })

  /** A live personal code, known to the app as to the shop. */
  async function givenOffer(code: string): Promise<void> {
    const now = new Date()
    const endsAt = new Date(now.getTime() + 50 * 3_600_000)
    const campaign = {
      shopId: shop.id,
      id: randomUUID(),
      name: 'Ringe',
      status: 'sent',
      messages: {},
      releasedAt: now,
      endsAt,
    }
    const value = {
      valueKind: 'percentage',
      percentage: 20,
      targetKind: 'product_type',
      targetValue: 'Ringe',
      targetTitle: 'Ringe',
    }
    await db.campaign.create({ data: { ...campaign, ...value } })
    const recipient = {
      shopId: shop.id,
      campaignId: campaign.id,
      customerId: toId<CustomerId>(anna?.id),
      email: anna?.email ?? null,
    }
    await db.recipient.create({
      data: { ...recipient, locale: 'de', status: 'sent', code, codeLiveAt: now, sentAt: now },
    })
    const at = now.toISOString()
    const terms = [
      JSON.stringify({ all: 'ALL' }),
      JSON.stringify({ percentage: 0.2 }),
      JSON.stringify({ products: [id], variants: [] }),
    ]
    run(
      state,
      `insert into discounts (id, title, starts_at, context, value, items, created_at, updated_at) values ('9007199254900001', 'Ringe', ?, ?, ?, ?, ?, ?)`,
      new Date(now.getTime() - 1000).toISOString(),
      ...terms,
      at,
      at,
    )
    run(
      state,
      `insert into discount_codes (id, discount_id, code, created_at) values ('9007199254900002', '9007199254900001', ?, ?)`,
      code,
      at,
    )
  }

  const scriptErrors: string[] = []

  /** A page of its own session, logged in where a customer is given, on the ring's product page. */
  async function visitRing({ locale = 'de', width = 1100, loggedIn = true, storage = 'open' } = {}) {
    const context = await browser.newContext({ viewport: { width, height: 900 }, locale })
    const page = await context.newPage()
    page.on('pageerror', ({ message }) => scriptErrors.push(message))
    if (storage === 'blocked') await page.addInitScript(blockStorage)
    if (loggedIn) await page.request.post(`${devShop.origin}/account/login`, { form: { email: anna?.email ?? '' } })
    await page.goto(`${devShop.origin}/products/${ring?.handle ?? ''}?locale=${locale}`)
    return page
  }

  return { db, shop, devShop, anna, ring, givenOffer, visitRing, scriptErrors }
}

/** What browsers do where a person has blocked all site data: the very property throws. */
function blockStorage(): void {
  Object.defineProperty(window, 'sessionStorage', {
    get() {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    },
  })
}

/** What the two proxy routes do, without the admin's pages around them. */
async function serveProxy(storefront: ReturnType<typeof openStorefront>): Promise<string> {
  const app = express()
  app.use('/proxy', express.raw({ type: () => true }), (request, response, next) => {
    const body = Buffer.isBuffer(request.body) && request.body.length > 0 ? new Uint8Array(request.body) : null
    const type = request.headers['content-type'] ?? ''
    const forwarded = new Request(`http://app${request.originalUrl}`, {
      method: request.method,
      headers: { 'content-type': type },
      body,
    })
    const answer = async () => {
      const visit = await storefront.visit(forwarded)
      return request.path === '/offer' ? storefront.offerFor(visit) : storefront.takeQuestion(visit, forwarded)
    }
    answer().then((reply) => response.json(reply), next)
  })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  afterAll(() => server.close())
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}
