import { afterAll, beforeAll, expect, test } from 'vitest'
import { installedApp } from '../../../dev-shop/install.ts'
import { startDevShop } from '../../../dev-shop/start.ts'
import type { RunningShop } from '../../../dev-shop/start.ts'
import { all, first, run } from '../../../dev-shop/state/query.ts'

let running: RunningShop

beforeAll(async () => {
  running = await startDevShop({
    dataPath: ':memory:',
    port: 0,
    smtpPort: 0,
    appToml: 'shopify.app.toml',
    apiSecret: 'secret',
    stock: 'handelblitz',
    customers: 60,
    orders: 130,
  })
})

afterAll(() => running.close())

const store = '/store/handelblitz'
const get = async (path: string) => (await fetch(running.origin + path)).text()
const post = (path: string, body = '') =>
  fetch(running.origin + path, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    redirect: 'manual',
  })

test('the home page offers to install the app with the scopes it wants, and installing opens it', async () => {
  expect(await get(store)).toContain('App installieren')
  expect(await get(`${store}/apps/stammkunde`)).toContain('write_discounts')
  const answer = await post(`${store}/apps/stammkunde/install`)
  expect(answer.headers.get('location')).toBe(`${store}/apps/stammkunde`)
  expect(installedApp(running.shop)).toBeDefined()
  expect(await get(store)).toContain('Stammkunde öffnen')
})

test('the language is the merchant’s choice and stays', async () => {
  const answer = await post(`${store}/locale`, `locale=en&back=${store}/orders`)
  expect(answer.headers.get('location')).toBe(`${store}/orders`)
  expect(await get(`${store}/orders`)).toContain('Payment status')
  expect((await post(`${store}/locale`, 'locale=de&back=//evil.example')).headers.get('location')).toBe(store)
  expect(await get(`${store}/orders`)).toContain('Bestellungen')
})

test('paging through the orders shows each of them once, and back again', async () => {
  const seen: string[] = []
  const pages: string[] = []
  let path: string | undefined = `${store}/orders`
  while (path !== undefined) {
    const body = await get(path)
    pages.push(body)
    seen.push(...ids(body))
    path = link(body, 'after')
  }
  const everyOrder = all<{ id: string }>(
    running.shop.state,
    'select id from orders order by processed_at desc, id desc',
  )
  expect(seen).toEqual(everyOrder.map(({ id }) => id))
  const [, second = '', third = ''] = pages
  expect(ids(await get(link(third, 'before') ?? ''))).toEqual(ids(second))
})

test('an order is found by its number and shows its lines', async () => {
  const order = first<{ id: string; name: string }>(running.shop.state, 'select id, name from orders limit 1')
  expect(ids(await get(`${store}/orders?q=${encodeURIComponent(order?.name ?? '')}`))).toEqual([order?.id])
  const line = first<{ title: string }>(
    running.shop.state,
    'select title from order_lines where order_id = ?',
    order?.id ?? '',
  )
  expect(await get(`${store}/orders/${order?.id ?? ''}`)).toContain(line?.title)
})

test('what a customer calls himself is text, never markup', async () => {
  run(running.shop.state, `update customers set first_name = '<b onclick="x">', last_name = 'O''Neil'`)
  const body = await get(`${store}/customers`)
  expect(body).toContain('&lt;b onclick=&quot;x&quot;&gt; O&#39;Neil')
  expect(body).not.toContain('<b onclick')
})

test('the app’s own name for itself leads to it, and a path out of the app leads nowhere', async () => {
  const answer = await fetch(`${running.origin}${store}/apps/stammkunde-dev/app?x=1`, { redirect: 'manual' })
  expect(answer.headers.get('location')).toBe(`${store}/apps/stammkunde/app?x=1`)
  expect((await fetch(`${running.origin}${store}/launch?path=//evil.example/`)).status).toBe(400)
  expect((await fetch(`${running.origin}${store}/nothing-here`)).status).toBe(404)
})

test('the theme editor says which blocks of the app are placed where, in the merchant’s language', async () => {
  const body = await get(`${store}/themes/current/editor?template=product`)
  expect(body).toMatch(/Frageformular[\s\S]*Produktseiten/)
  expect(body).toContain('Persönliches Angebot')
  await post(`${store}/locale`, `locale=en&back=${store}`)
  expect(await get(`${store}/themes/current/editor`)).toMatch(/Question form[\s\S]*Product pages/)
  await post(`${store}/locale`, `locale=de&back=${store}`)
})

test('the keyboard can skip the menus of every page', async () => {
  expect(await get(`${store}/orders`)).toMatch(
    /<body[^>]*>\s*<a class="skip-link" href="#main">[\s\S]*<main class="main" id="main"/,
  )
})

function ids(body: string): string[] {
  return [...body.matchAll(/\/orders\/(\d{16})"/g)].map(([, id]) => id ?? '')
}

function link(body: string, kind: 'after' | 'before'): string | undefined {
  return new RegExp(`href="([^"]*[?&;]${kind}=[^"]*)"`).exec(body)?.[1]?.replaceAll('&amp;', '&')
}
