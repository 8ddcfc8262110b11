import { mkdirSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { openShopWithBlocks } from './shop-with-blocks.ts'

const pictures = '.data/screenshots'

let open: Awaited<ReturnType<typeof openShopWithBlocks>>

beforeAll(async () => {
  open = await openShopWithBlocks()
  mkdirSync(pictures, { recursive: true })
}, 120_000)

describe('the blocks on a product page', () => {
  test('show no offer to somebody for whom there is none, and keep no empty place on the next page', async () => {
    const page = await open.visitRing()
    await page.waitForSelector('stammkunde-offer', { state: 'hidden' })
    await page.reload()
    expect(await page.locator('stammkunde-offer').isVisible()).toBe(false)
  })

  test('show nobody’s offer to a visitor who is not logged in', async () => {
    const page = await open.visitRing({ loggedIn: false })
    expect(await page.locator('stammkunde-offer').count()).toBe(0)
    expect(await page.locator('stammkunde-question').count()).toBe(1)
  })

  test('show the logged-in customer her offer and apply it with one click', async () => {
    await open.givenOffer('ANNA-7Q4K')
    const page = await open.visitRing()
    const offer = page.locator('stammkunde-offer')
    await offer.getByText('20 % auf Ringe').waitFor()
    expect(await offer.innerText()).toMatch(/Nur für Sie · endet übermorgen/)
    expect(await offer.innerText()).toContain('ANNA-7Q4K')
    await page.screenshot({ path: `${pictures}/storefront-blocks-de.png`, fullPage: true })
    await offer.getByRole('link', { name: 'Einlösen' }).click()
    await offer.getByText('Ihr Angebot ist aktiv.').waitFor()
    expect(new URL(page.url()).pathname).toBe(`/products/${open.ring.handle}`)
    await page.screenshot({ path: `${pictures}/storefront-offer-redeemed.png`, fullPage: true })
    await page.getByRole('button', { name: 'In den Warenkorb' }).click()
    await page.waitForURL('**/cart')
    expect(await page.locator('main').innerText()).toContain('ANNA-7Q4K')
  })

  test('show and apply the offer where the browser blocks storage', async () => {
    const page = await open.visitRing({ storage: 'blocked' })
    const offer = page.locator('stammkunde-offer')
    await offer.getByText('20 % auf Ringe').waitFor()
    await offer.getByRole('link', { name: 'Einlösen' }).click()
    await page.waitForLoadState()
    await offer.getByText('20 % auf Ringe').waitFor()
    expect(open.scriptErrors).toEqual([])
  })

  test('do not move the page when the offer arrives', async () => {
    const page = await open.visitRing({ width: 390, locale: 'en' })
    const before = await page.locator('stammkunde-question').boundingBox()
    await page.getByText(/20% off/).waitFor()
    const after = await page.locator('stammkunde-question').boundingBox()
    expect(after?.y).toBe(before?.y)
    await page.screenshot({ path: `${pictures}/storefront-blocks-en-phone.png`, fullPage: true })
  })

  test('take a question by keyboard alone and say what is wrong with it', async () => {
    const page = await open.visitRing({ loggedIn: false })
    await page.getByLabel('Ihre Frage').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.type('bela@example.com')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Bitte schreiben Sie Ihre Frage.').waitFor()
    const focused = await page.evaluate(() => document.activeElement?.getAttribute('name'))
    expect(focused).toBe('text')
    expect(await page.getByLabel('Ihre Frage').getAttribute('aria-invalid')).toBe('true')
    await page.keyboard.type('Ist der Ring aus Silber?')
    await page.getByRole('button', { name: 'Frage senden' }).press('Enter')
    await page.getByText('Vielen Dank. Wir antworten Ihnen per E-Mail.').waitFor()
    const stored = await open.db.serviceRequest.findFirstOrThrow({
      where: { shopId: open.shop.id, email: 'bela@example.com' },
    })
    expect(stored).toMatchObject({ productType: 'Ringe', subject: open.ring.title, status: 'open' })
    expect(stored.customerId).toBeLessThan(0n)
  })

  test('know the name and address of a logged-in customer, and whose question it is', async () => {
    const page = await open.visitRing({ locale: 'en' })
    expect(await page.getByLabel('Email for our answer').inputValue()).toBe(open.anna.email)
    expect(await page.getByLabel('Name (optional)').inputValue()).toBe(`${open.anna.first_name} ${open.anna.last_name}`)
    await page.getByLabel('Your question').fill('Is it silver?')
    await page.getByRole('button', { name: 'Send question' }).click()
    await page.getByText('Thank you. We will answer you by email.').waitFor()
    const stored = await open.db.serviceRequest.findFirstOrThrow({ where: { shopId: open.shop.id, locale: 'en' } })
    expect(String(stored.customerId)).toBe(open.anna.id)
  })
})
