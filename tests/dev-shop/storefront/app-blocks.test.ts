import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openShop } from '../support/open-shop.ts'
import type { OpenShop } from '../support/open-shop.ts'
import { shopperAt } from './shopper.ts'

let open: OpenShop
let page: string
beforeAll(async () => {
  const extensionsPath = fileURLToPath(new URL('./extensions', import.meta.url))
  open = await openShop({ keepOpen: true, extensionsPath })
  const shopper = shopperAt(open.origin)
  await shopper.post('/account/login', { email: 'anna.berger@example.de' })
  page = (await shopper.get('/products/ring-ginkgo')).text
})
afterAll(() => open.close())

test('a section block is rendered on the product page with its objects and default settings', () => {
  const price = Number(
    open.shop.state
      .prepare(
        "select min(v.price) as price from variants v join products p on p.id = product_id where handle = 'ring-ginkgo'",
      )
      .get()?.price,
  )
  const shown = new Intl.NumberFormat('de', { style: 'currency', currency: 'EUR' }).format(price / 100)
  expect(page).toContain(`Guten Tag Anna Berger Ring Ginkgo ${shown} #123456 nur hier 2 Stücke`)
  expect(page).toContain('data-shopify-editor-block="sample-greeting"')
})

test('snippets, assets and forms are rendered, documentation and schema are not', () => {
  expect(page).toContain('<b>snippet</b>')
  expect(page).toContain('src="/extensions/sample/assets/dot.svg"')
  expect(page).toContain('<form method="post" action="/cart"')
  expect(page).not.toContain('ignored')
  expect(page).not.toContain('"target"')
})

test('a block’s stylesheet and script are linked and served', async () => {
  expect(page).toContain('<link rel="stylesheet" href="/extensions/sample/assets/greeting.css">')
  expect(page).toContain('<script src="/extensions/sample/assets/greeting.js" defer>')
  expect(await (await fetch(`${open.origin}/extensions/sample/assets/greeting.css`)).text()).toContain('color: red')
  expect((await fetch(`${open.origin}/extensions/sample/assets/../shopify.extension.toml`)).status).toBe(404)
})

test('an embed is on every page and a section block only on product pages', async () => {
  const home = await (await fetch(`${open.origin}/?locale=en`)).text()
  expect(home).toContain('<i>embedded in en</i>')
  expect(home).not.toContain('sample-greeting')
})

test.each(['/', '/collections', '/collections/ringe', '/products/ring-ginkgo', '/cart', '/account/login'])(
  'the page %s has all its words in both languages',
  async (path) => {
    for (const locale of ['de', 'en']) {
      const response = await fetch(`${open.origin}${path}?locale=${locale}`)
      const text = await response.text()
      expect(response.status).toBe(200)
      expect(text).toContain(`<html lang="${locale}">`)
      expect(text.match(/Translation missing: (?!en\.(only_default|pieces))[\w.]+/)).toBeNull()
    }
  },
)

test('every product has a drawing', async () => {
  const response = await fetch(`${open.origin}/pictures/brosche-halbmond.svg`)
  expect(response.headers.get('content-type')).toContain('image/svg+xml')
  expect(await response.text()).toMatch(/^<svg [\s\S]*<\/svg>$/)
})
