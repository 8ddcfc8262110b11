import { expect, test } from 'vitest'
import { logged, openAdmin } from './open-admin.ts'

const admin = openAdmin()

test('a toast is shown and goes when it is told to', async () => {
  const frame = await admin.openApp()
  const id = await frame.evaluate(() => window.shopify.toast.show('Campaign saved'))
  await admin.page.waitForSelector('.toast:has-text("Campaign saved")')
  await frame.evaluate((toast) => {
    window.shopify.toast.hide(toast)
  }, id)
  await admin.page.waitForSelector('.toast', { state: 'detached' })
})

test('the title bar shows title and buttons, and presses the app’s own', async () => {
  const frame = await admin.openApp()
  await admin.page.waitForSelector('#page-title:text-is("Spring campaign")')
  await admin.page.click('#title-actions button:text-is("Send")')
  await logged(frame, 'send')
  await admin.page.click('#title-actions > button:text-is("Preview")')
  await logged(frame, 'preview')
  await admin.page.click('#breadcrumb button')
  await logged(frame, 'back')
})

test('the save bar presses the app’s buttons and goes when it is hidden', async () => {
  const frame = await admin.openApp()
  await frame.evaluate(() => window.shopify.saveBar.show('unsaved'))
  await admin.page.click('#save-bar-save:text-is("Save it")')
  await logged(frame, 'save')
  await admin.page.click('#save-bar-discard:text-is("Discard it")')
  await logged(frame, 'discard')
  await frame.evaluate(() => window.shopify.saveBar.hide('unsaved'))
  await admin.page.waitForSelector('body:not(.unsaved)')
})

test('nobody leaves unsaved changes without being asked', async () => {
  const frame = await admin.openApp('/app')
  await frame.evaluate(() => window.shopify.saveBar.show('unsaved'))
  await admin.page.waitForSelector('body.unsaved')
  await admin.page.click('#app-nav a:text-is("Customers")')
  await admin.page.click('dialog .button:not(.button-critical)')
  expect(admin.page.url()).toBe(`${admin.base}/app`)
  await admin.page.click('#app-nav a:text-is("Customers")')
  await admin.page.click('dialog .button-critical')
  await admin.page.waitForURL(`${admin.base}/app/customers`)
})

test('a form with data-save-bar shows the bar when it is changed, and the bar submits or resets it', async () => {
  const frame = await admin.openApp()
  await frame.fill('#field', 'new')
  await admin.page.click('#save-bar-save')
  await logged(frame, 'submitted')
  await admin.page.waitForSelector('body:not(.unsaved)')
  await frame.fill('#field', 'newer')
  await admin.page.click('#save-bar-discard')
  await logged(frame, 'reset')
  expect(await frame.inputValue('#field')).toBe('old')
})

test('a modal shows its content, title and buttons over a darkened admin', async () => {
  const frame = await admin.openApp()
  await frame.evaluate(() => window.shopify.modal.show('ask'))
  await frame.waitForSelector('text=Really delete?')
  expect(await frame.textContent('dialog h2')).toBe('Delete code')
  await admin.page.waitForSelector('body.app-modal')
  await frame.fill('#reason', 'The field changes the modal as the button is pressed')
  await frame.click('dialog footer button')
  await logged(frame, 'deleted')
  await frame.click('dialog .close')
  await admin.page.waitForSelector('body:not(.app-modal)')
})
