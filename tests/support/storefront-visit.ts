import { mkdirSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { PATIENCE, SCREENSHOTS } from './admin-frame.ts'

/** A shopper's window on the storefront, or on the mailbox of the dev shop. */
export class StorefrontVisit {
  readonly page: Page
  readonly #origin: string

  private constructor(page: Page, origin: string) {
    this.page = page
    this.#origin = origin
  }

  static async open(browser: Browser, origin: string): Promise<StorefrontVisit> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 1000 }, locale: 'de-DE' })
    context.setDefaultTimeout(PATIENCE)
    return new StorefrontVisit(await context.newPage(), origin)
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.#origin).href)
  }

  async logIn(email: string): Promise<void> {
    await this.page.request.post(new URL('/account/login', this.#origin).href, { form: { email } })
  }

  async openFirstProduct(collection: string): Promise<void> {
    await this.goTo(collection)
    await this.page.locator('a[href*="/products/"]').first().click()
    await this.page.waitForURL(/\/products\//)
  }

  /** What the opened mail says, as its reader sees it. */
  async mailText(): Promise<string> {
    return this.page.locator('iframe').first().contentFrame().locator('body').innerText()
  }

  async keep(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true })
    // Where the last click left the mouse, a tooltip would stand in the picture.
    await this.page.mouse.move(0, 0)
    await this.page.waitForTimeout(300)
    await this.page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, fullPage: true })
  }
}
