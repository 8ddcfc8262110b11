import { createHmac } from 'node:crypto'
import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { installApp } from '../../../dev-shop/install.ts'
import { isValidSessionToken } from '../../../dev-shop/oauth/session-token.ts'
import { startDevShop } from '../../../dev-shop/start.ts'
import type { RunningShop } from '../../../dev-shop/start.ts'
import { openBrowser } from '../../support/browser.ts'
import { startFixtureApp } from './fixture-app.ts'
import type { FixtureApp } from './fixture-app.ts'

let app: FixtureApp
let running: RunningShop
let browser: Browser
let page: Page
let problems: string[]

beforeAll(async () => {
  app = await startFixtureApp()
  running = await startDevShop({
    dataPath: ':memory:',
    port: 0,
    smtpPort: 0,
    appToml: 'shopify.app.toml',
    appUrl: app.url,
    apiSecret: 'secret',
    stock: 'handelblitz',
    customers: 30,
    orders: 60,
  })
  app.shopOrigin = running.origin
  installApp(running.shop)
  browser = await openBrowser()
})

afterAll(async () => {
  await browser.close()
  await running.close()
  app.close()
})

beforeEach(async () => {
  problems = []
  app.apiHeaders = []
  page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  page.on('pageerror', (error) => problems.push(error.message))
})

afterEach(async () => {
  await page.close()
  expect(problems).toEqual([])
})

const base = () => `${running.origin}/store/handelblitz/apps/stammkunde`

async function openApp(path = '/app'): Promise<Frame> {
  await page.goto(base() + path)
  await page.waitForSelector('body.app-ready')
  const frame = await (await page.waitForSelector('#app-iframe')).contentFrame()
  if (frame === null) throw new Error('The iframe has no document')
  return frame
}

const logged = (frame: Frame, text: string) => frame.waitForSelector(`#log li:text-is("${text}")`)

describe('session tokens', () => {
  test('the app gets a token that its shop has signed', async () => {
    const frame = await openApp()
    const token = await frame.evaluate(() => window.shopify.idToken())
    expect(isValidSessionToken(running.shop, token)).toBe(true)
  })

  test('requests to the app carry the token, and other requests do not', async () => {
    const frame = await openApp()
    expect(await frame.evaluate(async () => (await fetch('/api', { method: 'POST', body: 'x' })).text())).toBe('answer')
    const [headers] = app.apiHeaders
    expect(isValidSessionToken(running.shop, headers?.authorization?.replace('Bearer ', '') ?? '')).toBe(true)
    expect(headers?.['x-requested-with']).toBe('XMLHttpRequest')
    const elsewhere = page.waitForRequest(`${running.origin}/elsewhere`)
    await frame.evaluate((url) => void fetch(url, { mode: 'no-cors' }), `${running.origin}/elsewhere`)
    expect((await elsewhere).headers().authorization).toBeUndefined()
  })

  test('a refused token is replaced by a fresh one, once', async () => {
    const frame = await openApp()
    app.refuse = 1
    expect(await frame.evaluate(async () => (await fetch('/api', { method: 'POST', body: 'x' })).status)).toBe(200)
    expect(new Set(app.apiHeaders.map((headers) => headers.authorization)).size).toBe(2)
    app.refuse = 2
    expect(await frame.evaluate(async () => (await fetch('/api')).status)).toBe(401)
    expect(app.apiHeaders).toHaveLength(4)
  })

  test('a document without a token comes back with one through the bounce page', async () => {
    await page.goto(`${base()}/app/customers`)
    await page.waitForSelector('body.app-ready')
    const frame = page.frames().find((candidate) => candidate.url().startsWith(app.url))
    await frame?.evaluate(() => {
      location.assign('/app/bounced?bounce=1')
    })
    await page.waitForURL(/\/app\/bounced\?bounce=1$/)
    const loaded = await frame?.evaluate(() => performance.getEntriesByType('navigation')[0]?.name ?? '')
    const token = new URL(loaded ?? '').searchParams.get('id_token')
    expect(isValidSessionToken(running.shop, token ?? '')).toBe(true)
  })

  test('frame and app listen to each other only, not to a page that pretends to be one of them', async () => {
    const frame = await openApp()
    await page.evaluate(async () => {
      const stranger = document.createElement('iframe')
      const toast = JSON.stringify({
        appBridge: 'toast-show',
        payload: { id: '9', message: 'Forged', duration: 60_000 },
      })
      stranger.srcdoc = `<script>parent.postMessage(${toast}, '*'); parent.postMessage('sent', '*')</script>`
      const sent = new Promise((resolve) => {
        window.addEventListener('message', ({ data }) => data === 'sent' && resolve(data))
      })
      document.body.append(stranger)
      await sent
    })
    await frame.evaluate(() => window.shopify.toast.show('Real'))
    await page.waitForSelector('.toast:has-text("Real")')
    expect(await page.locator('.toast').count()).toBe(1)
    await frame.evaluate(async () => {
      const heard = new Promise((resolve) => {
        window.addEventListener('message', resolve, { once: true })
      })
      window.postMessage({ adminFrame: 'navigate', payload: { href: '/app/campaigns' } }, '*')
      await heard
    })
    expect(await frame.textContent('#path')).toBe('/app')
  })
})

describe('navigation', () => {
  test('the app’s links stand in the navigation without the home link, and its router follows them', async () => {
    const frame = await openApp()
    await page.waitForSelector('#app-nav a')
    expect(await page.locator('#app-nav a').allTextContents()).toEqual(['Customers', 'Campaigns'])
    await page.click('#app-nav a:text-is("Campaigns")')
    await page.waitForURL(`${base()}/app/campaigns`)
    expect(await frame.textContent('#path')).toBe('/app/campaigns')
    expect(await page.textContent('#app-nav .current')).toBe('Campaigns')
    await page.click('#app-link')
    await page.waitForURL(`${base()}/app`)
  })

  test('back goes back in the app, and from another page of the admin into the app', async () => {
    await openApp('/app/customers')
    await page.click('#app-nav a:text-is("Campaigns")')
    await page.waitForURL(`${base()}/app/campaigns`)
    await page.goBack()
    await page.waitForURL(`${base()}/app/customers`)
    await page.click('.side-nav a[href$="/orders"]')
    await page.waitForURL(/\/orders$/)
    await page.goBack()
    await page.waitForSelector('body.app-ready')
    expect(page.url()).toBe(`${base()}/app/customers`)
  })

  test('a deep link opens its page with Shopify’s parameters in the app and without them in the address', async () => {
    const frame = await openApp('/app/customers?segment=7')
    const given = new URL(frame.url()).searchParams
    expect(given.get('segment')).toBe('7')
    expect(given.get('shop')).toBe('handelblitz.myshopify.com')
    const signed = [...given].filter(([name]) => name !== 'hmac').sort(([a], [b]) => (a < b ? -1 : 1))
    const expected = createHmac('sha256', 'secret').update(new URLSearchParams(signed).toString()).digest('hex')
    expect(given.get('hmac')).toBe(expected)
    expect(page.url()).toBe(`${base()}/app/customers?segment=7`)
  })

  test('an app without a router gets a new document', async () => {
    const frame = await openApp('/no-router')
    await page.click('#app-nav a:text-is("Customers")')
    await page.waitForURL(`${base()}/app/customers`)
    expect(await frame.textContent('#path')).toBe('/app/customers')
  })

  test('links and open() with shopify: leave the app for the admin', async () => {
    const frame = await openApp()
    await frame.click('#products')
    await page.waitForURL(`${running.origin}/store/handelblitz/products`)
    const again = await openApp()
    await again.evaluate(() => {
      open('shopify://admin/customers', '_self')
    })
    await page.waitForURL(`${running.origin}/store/handelblitz/customers`)
  })
})

describe('what the frame draws', () => {
  test('a toast is shown and goes when it is told to', async () => {
    const frame = await openApp()
    const id = await frame.evaluate(() => window.shopify.toast.show('Campaign saved'))
    await page.waitForSelector('.toast:has-text("Campaign saved")')
    await frame.evaluate((toast) => {
      window.shopify.toast.hide(toast)
    }, id)
    await page.waitForSelector('.toast', { state: 'detached' })
  })

  test('the title bar shows title and buttons, and presses the app’s own', async () => {
    const frame = await openApp()
    await page.waitForSelector('#page-title:text-is("Spring campaign")')
    await page.click('#title-actions button:text-is("Send")')
    await logged(frame, 'send')
    await page.click('#title-actions > button:text-is("Preview")')
    await logged(frame, 'preview')
    await page.click('#breadcrumb button')
    await logged(frame, 'back')
  })

  test('the save bar presses the app’s buttons and goes when it is hidden', async () => {
    const frame = await openApp()
    await frame.evaluate(() => window.shopify.saveBar.show('unsaved'))
    await page.click('#save-bar-save:text-is("Save it")')
    await logged(frame, 'save')
    await page.click('#save-bar-discard:text-is("Discard it")')
    await logged(frame, 'discard')
    await frame.evaluate(() => window.shopify.saveBar.hide('unsaved'))
    await page.waitForSelector('body:not(.unsaved)')
  })

  test('nobody leaves unsaved changes without being asked', async () => {
    const frame = await openApp('/app')
    await frame.evaluate(() => window.shopify.saveBar.show('unsaved'))
    await page.waitForSelector('body.unsaved')
    await page.click('#app-nav a:text-is("Customers")')
    await page.click('dialog .button:not(.button-critical)')
    expect(page.url()).toBe(`${base()}/app`)
    await page.click('#app-nav a:text-is("Customers")')
    await page.click('dialog .button-critical')
    await page.waitForURL(`${base()}/app/customers`)
  })

  test('a form with data-save-bar shows the bar when it is changed, and the bar submits or resets it', async () => {
    const frame = await openApp()
    await frame.fill('#field', 'new')
    await page.click('#save-bar-save')
    await logged(frame, 'submitted')
    await page.waitForSelector('body:not(.unsaved)')
    await frame.fill('#field', 'newer')
    await page.click('#save-bar-discard')
    await logged(frame, 'reset')
    expect(await frame.inputValue('#field')).toBe('old')
  })

  test('a modal shows its content, title and buttons over a darkened admin', async () => {
    const frame = await openApp()
    await frame.evaluate(() => window.shopify.modal.show('ask'))
    await frame.waitForSelector('text=Really delete?')
    expect(await frame.textContent('dialog h2')).toBe('Delete code')
    await page.waitForSelector('body.app-modal')
    await frame.click('dialog footer button')
    await logged(frame, 'deleted')
    await frame.click('dialog .close')
    await page.waitForSelector('body:not(.app-modal)')
  })
})

describe('resource picker', () => {
  test('it searches the shop’s products and returns the chosen ones in Shopify’s shape', async () => {
    const frame = await openApp()
    const choice = frame.evaluate(async () => {
      const picked = await window.shopify.resourcePicker({ type: 'product', multiple: true })
      return { picked, isSelection: picked?.selection === picked }
    })
    await page.fill('dialog input[type=search]', 'ring')
    await page.waitForFunction(() => {
      const titles = [...document.querySelectorAll('.picker-title')].map((title) => title.textContent.toLowerCase())
      return titles.length > 1 && titles.every((title) => title.includes('ring'))
    })
    await page.click('.picker-list li:nth-child(1) label')
    await page.click('.picker-list li:nth-child(2) label')
    await page.click('dialog .button-primary')
    const { picked, isSelection } = await choice
    expect(isSelection).toBe(true)
    expect(picked).toHaveLength(2)
    expect(picked?.[0]?.id).toMatch(/^gid:\/\/shopify\/Product\/\d{16}$/)
    expect(picked?.[0]?.variants[0]?.id).toMatch(/^gid:\/\/shopify\/ProductVariant\/\d{16}$/)
  })

  test('it returns nothing when it is cancelled', async () => {
    const frame = await openApp()
    const choice = frame.evaluate(() => window.shopify.resourcePicker({ type: 'collection' }))
    await page.waitForSelector('.picker-list label')
    await page.click('dialog .button:not(.button-primary)')
    expect(await choice).toBeUndefined()
  })
})

test('an API that this App Bridge lacks fails by its name', async () => {
  const frame = await openApp()
  await expect(frame.evaluate(() => window.shopify.reviews.request())).rejects.toThrow('no shopify.reviews')
})
