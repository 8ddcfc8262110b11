import { expect, test } from 'vitest'
import { openAdmin } from './open-admin.ts'

const admin = openAdmin()

test('it searches the shop’s products and returns the chosen ones in Shopify’s shape', async () => {
  const frame = await admin.openApp()
  const choice = frame.evaluate(async () => {
    return window.shopify.resourcePicker({ type: 'product', multiple: true })
  })
  await admin.page.fill('dialog input[type=search]', 'ring')
  await admin.page.waitForFunction(() => {
    const titles = [...document.querySelectorAll('.picker-title')].map((title) => title.textContent.toLowerCase())
    return titles.length > 1 && titles.every((title) => title.includes('ring'))
  })
  await admin.page.click('.picker-list li:nth-child(1) label')
  await admin.page.click('.picker-list li:nth-child(2) label')
  await admin.page.click('dialog .button-primary')
  const picked = await choice
  expect(picked).toHaveLength(2)
  expect(picked?.[0]?.id).toMatch(/^gid:\/\/shopify\/Product\/\d{16}$/)
  expect(picked?.[0]?.variants[0]?.id).toMatch(/^gid:\/\/shopify\/ProductVariant\/\d{16}$/)
})

test('it returns nothing when it is cancelled', async () => {
  const frame = await admin.openApp()
  const choice = frame.evaluate(() => window.shopify.resourcePicker({ type: 'collection' }))
  await admin.page.waitForSelector('.picker-list label')
  await admin.page.click('dialog .button:not(.button-primary)')
  expect(await choice).toBeUndefined()
})

test('an API that this App Bridge lacks fails by its name', async () => {
  const frame = await admin.openApp()
  await expect(frame.evaluate(() => window.shopify.reviews.request())).rejects.toThrow('no shopify.reviews')
})
