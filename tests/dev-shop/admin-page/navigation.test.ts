import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { openAdmin } from './open-admin.ts'

const admin = openAdmin()

test('the app’s links stand in the navigation without the home link, and its router follows them', async () => {
  const frame = await admin.openApp()
  await admin.page.waitForSelector('#app-nav a')
  expect(await admin.page.locator('#app-nav a').allTextContents()).toEqual(['Customers', 'Campaigns'])
  await admin.page.click('#app-nav a:text-is("Campaigns")')
  await admin.page.waitForURL(`${admin.base}/app/campaigns`)
  expect(await frame.textContent('#path')).toBe('/app/campaigns')
  expect(await admin.page.textContent('#app-nav .current')).toBe('Campaigns')
  await admin.page.click('#app-link')
  await admin.page.waitForURL(`${admin.base}/app`)
})

test('back goes back in the app, and from another page of the admin into the app', async () => {
  await admin.openApp('/app/customers')
  await admin.page.click('#app-nav a:text-is("Campaigns")')
  await admin.page.waitForURL(`${admin.base}/app/campaigns`)
  await admin.page.goBack()
  await admin.page.waitForURL(`${admin.base}/app/customers`)
  await admin.page.click('.side-nav a[href$="/orders"]')
  await admin.page.waitForURL(/\/orders$/)
  await admin.page.goBack()
  await admin.page.waitForSelector('body.app-ready')
  expect(admin.page.url()).toBe(`${admin.base}/app/customers`)
})

test('a deep link opens its page with Shopify’s parameters in the app and without them in the address', async () => {
  const frame = await admin.openApp('/app/customers?segment=7')
  const given = new URL(frame.url()).searchParams
  expect(given.get('segment')).toBe('7')
  expect(given.get('shop')).toBe('handelblitz.myshopify.com')
  const signed = [...given].filter(([name]) => name !== 'hmac').sort(([a], [b]) => (a < b ? -1 : 1))
  const expected = createHmac('sha256', 'secret').update(new URLSearchParams(signed).toString()).digest('hex')
  expect(given.get('hmac')).toBe(expected)
  expect(admin.page.url()).toBe(`${admin.base}/app/customers?segment=7`)
})

test('an app without a router gets a new document', async () => {
  const frame = await admin.openApp('/no-router')
  await admin.page.click('#app-nav a:text-is("Customers")')
  await admin.page.waitForURL(`${admin.base}/app/customers`)
  expect(await frame.textContent('#path')).toBe('/app/customers')
})

test('links and open() with shopify: leave the app for the admin', async () => {
  const frame = await admin.openApp()
  await frame.click('#products')
  await admin.page.waitForURL(`${admin.running.origin}/store/handelblitz/products`)
  const again = await admin.openApp()
  await again.evaluate(() => {
    open('shopify://admin/customers', '_self')
  })
  await admin.page.waitForURL(`${admin.running.origin}/store/handelblitz/customers`)
})
