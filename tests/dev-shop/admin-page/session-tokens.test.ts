import { expect, test } from 'vitest'
import { isValidSessionToken } from '../../../dev-shop/oauth/session-token.ts'
import { openAdmin } from './open-admin.ts'

const admin = openAdmin()

test('the app gets a token that its shop has signed', async () => {
  const frame = await admin.openApp()
  const token = await frame.evaluate(() => window.shopify.idToken())
  expect(isValidSessionToken(admin.running.shop, token)).toBe(true)
})

test('requests to the app carry the token, and other requests do not', async () => {
  const frame = await admin.openApp()
  expect(await frame.evaluate(async () => (await fetch('/api', { method: 'POST', body: 'x' })).text())).toBe('answer')
  const [headers] = admin.app.apiHeaders
  expect(isValidSessionToken(admin.running.shop, headers?.authorization?.replace('Bearer ', '') ?? '')).toBe(true)
  expect(headers?.['x-requested-with']).toBe('XMLHttpRequest')
  const elsewhere = admin.page.waitForRequest(`${admin.running.origin}/elsewhere`)
  await frame.evaluate((url) => void fetch(url, { mode: 'no-cors' }), `${admin.running.origin}/elsewhere`)
  expect((await elsewhere).headers().authorization).toBeUndefined()
})

test('a refused token is replaced by a fresh one, once', async () => {
  const frame = await admin.openApp()
  admin.app.refuse = 1
  expect(await frame.evaluate(async () => (await fetch('/api', { method: 'POST', body: 'x' })).status)).toBe(200)
  expect(new Set(admin.app.apiHeaders.map((headers) => headers.authorization)).size).toBe(2)
  admin.app.refuse = 2
  expect(await frame.evaluate(async () => (await fetch('/api')).status)).toBe(401)
  expect(admin.app.apiHeaders).toHaveLength(4)
})

test('a document without a token comes back with one through the bounce page', async () => {
  await admin.page.goto(`${admin.base}/app/customers`)
  await admin.page.waitForSelector('body.app-ready')
  const frame = admin.page.frames().find((candidate) => candidate.url().startsWith(admin.app.url))
  await frame?.evaluate(() => {
    location.assign('/app/bounced?bounce=1')
  })
  await admin.page.waitForURL(/\/app\/bounced\?bounce=1$/)
  const loaded = await frame?.evaluate(() => performance.getEntriesByType('navigation')[0]?.name ?? '')
  const token = new URL(loaded ?? '').searchParams.get('id_token')
  expect(isValidSessionToken(admin.running.shop, token ?? '')).toBe(true)
})

test('frame and app listen to each other only, not to a page that pretends to be one of them', async () => {
  const frame = await admin.openApp()
  await admin.page.evaluate(async () => {
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
  await admin.page.waitForSelector('.toast:has-text("Real")')
  expect(await admin.page.locator('.toast').count()).toBe(1)
  await frame.evaluate(async () => {
    const heard = new Promise((resolve) => {
      window.addEventListener('message', resolve, { once: true })
    })
    window.postMessage({ adminFrame: 'navigate', payload: { href: '/app/campaigns' } }, '*')
    await heard
  })
  expect(await frame.textContent('#path')).toBe('/app')
})
