import { mkdirSync } from 'node:fs'
import type { Browser, Frame, Page } from 'playwright-core'

export const SCREENSHOTS = '.data/screenshots'

// A loaded machine is several times slower than an idle one; a missing element fails all the same.
export const PATIENCE = 30_000

/** A merchant's window: Shopify's admin around, the app inside its iframe. */
export class AdminFrame {
  readonly page: Page
  readonly #adminUrl: string

  private constructor(page: Page, adminUrl: string) {
    this.page = page
    this.#adminUrl = adminUrl
  }

  /** `width` 1280 is a desk, 390 a phone. `adminUrl` is the address of the app's home in the admin. */
  static async open(browser: Browser, adminUrl: string, width = 1280): Promise<AdminFrame> {
    const context = await browser.newContext({ viewport: { width, height: width < 600 ? 844 : 900 } })
    context.setDefaultTimeout(PATIENCE)
    return new AdminFrame(await context.newPage(), adminUrl)
  }

  /** Goes to a page of the app, "customers" or "" for home, and waits until it answers. */
  async goTo(path: string): Promise<Frame> {
    await this.page.goto(path === '' ? this.#adminUrl : `${this.#adminUrl}/${path}`)
    await this.page.waitForSelector('body.app-ready')
    return this.app()
  }

  /** The app inside the frame. */
  async app(): Promise<Frame> {
    const element = await this.page.waitForSelector('#app-iframe')
    const frame = await element.contentFrame()
    if (frame === null) throw new Error('the app has no frame')
    return frame
  }

  async speak(locale: 'de' | 'en'): Promise<void> {
    await this.page.request.post(new URL('/store/handelblitz/locale', this.#adminUrl).href, {
      form: { locale, back: '/' },
    })
  }

  async keep(name: string): Promise<void> {
    mkdirSync(SCREENSHOTS, { recursive: true })
    // Where the last click left the mouse, a tooltip would stand in the picture.
    await this.page.mouse.move(0, 0)
    await this.page.waitForTimeout(300)
    await this.page.screenshot({ path: `${SCREENSHOTS}/${name}.png` })
  }

  async close(): Promise<void> {
    await this.page.context().close()
  }
}
