import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { proxySignature } from '../../../dev-shop/storefront/app-proxy.ts'
import { openShop, SECRET } from '../support/open-shop.ts'
import { projectToml, shopperAt } from './shopper.ts'

type Seen = { method: string; url: URL; headers: IncomingMessage['headers']; body: string }

async function appThatRecords() {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (part: Buffer) => (body += part.toString()))
    request.on('end', () => {
      const { method = '', url = '', headers } = request
      seen.push({ method, url: new URL(url, 'http://app'), headers, body })
      response.writeHead(201, { 'content-type': 'application/json', 'set-cookie': 'spy=1', etag: '"x"' })
      response.end('{"outcome":"none"}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
  })
  return { seen, url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}` }
}

test('the signature is the one of Shopify’s own example', () => {
  const query = new URLSearchParams(
    'extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555',
  )
  const message =
    'extra=1,2logged_in_customer_id=1path_prefix=/apps/awesome_reviewsshop=shop-name.myshopify.comtimestamp=1317327555'
  expect(proxySignature(query, 'hush')).toBe(createHmac('sha256', 'hush').update(message).digest('hex'))
})

test('a request reaches the app with method, body, customer and signature, but without cookies', async () => {
  const app = await appThatRecords()
  const { origin, shop } = await openShop({ appUrl: app.url, appToml: projectToml })
  const shopper = shopperAt(origin)
  await shopper.post('/account/login', { email: 'anna.berger@example.de' })
  const answer = await shopper.post('/apps/stammkunde/question?locale=de&shop=forged.myshopify.com', {
    text: 'Silber?',
  })
  expect(answer).toMatchObject({ status: 201, text: '{"outcome":"none"}' })

  const [request] = app.seen
  const anna = shop.state.prepare("select id from customers where email = 'anna.berger@example.de'").get()
  expect(request).toMatchObject({ method: 'POST', body: 'text=Silber%3F' })
  expect(request?.url.pathname).toMatch(/\/question$/)
  expect(request?.headers.cookie).toBeUndefined()
  expect(request?.headers['content-type']).toContain('application/x-www-form-urlencoded')
  const query = request?.url.searchParams ?? new URLSearchParams()
  expect(query.getAll('shop')).toEqual([shop.domain])
  expect(query.get('logged_in_customer_id')).toBe(anna?.id)
  expect(query.get('path_prefix')).toBe('/apps/stammkunde')
  expect(query.get('signature')).toBe(proxySignature(query, SECRET))
})

test('cookies of the app do not reach the shopper, other headers do', async () => {
  const app = await appThatRecords()
  const { origin } = await openShop({ appUrl: app.url, appToml: projectToml })
  const response = await fetch(`${origin}/apps/stammkunde/offer`)
  expect(response.headers.get('set-cookie')).toBeNull()
  expect(response.headers.get('etag')).toBe('"x"')
  expect(app.seen[0]?.url.searchParams.get('logged_in_customer_id')).toBe('')
})

test('an app that is not there is a bad gateway', async () => {
  const { origin } = await openShop({ appUrl: 'http://127.0.0.1:9', appToml: projectToml })
  expect((await fetch(`${origin}/apps/stammkunde/offer`)).status).toBe(502)
})
