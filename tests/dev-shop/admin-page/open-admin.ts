import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { installApp } from '../../../dev-shop/install.ts'
import { startDevShop } from '../../../dev-shop/start.ts'
import type { RunningShop } from '../../../dev-shop/start.ts'
import { openBrowser } from '../../support/browser.ts'
import { startFixtureApp } from './fixture-app.ts'
import type { FixtureApp } from './fixture-app.ts'

export type Admin = {
  app: FixtureApp
  running: RunningShop
  /** A fresh page of a real browser for each test; an error in it fails the test. */
  page: Page
  /** '…/store/handelblitz/apps/stammkunde' */
  base: string
  /** Opens a path of the app inside the admin and returns the iframe's document. */
  openApp(path?: string): Promise<Frame>
}

/** A shop with the fixture app installed and a browser before it, for all tests of a file. */
export function openAdmin(): Admin {
  let browser: Browser
  let problems: string[] = []
  const admin = { openApp } as Admin

  beforeAll(async () => {
    admin.app = await startFixtureApp()
    admin.running = await startDevShop({
      dataPath: ':memory:',
      port: 0,
      smtpPort: 0,
      appToml: 'shopify.app.toml',
      appUrl: admin.app.url,
      apiSecret: 'secret',
      stock: 'handelblitz',
      customers: 30,
      orders: 60,
    })
    admin.app.shopOrigin = admin.running.origin
    admin.base = `${admin.running.origin}/store/handelblitz/apps/stammkunde`
    installApp(admin.running.shop)
    browser = await openBrowser()
  })

  afterAll(async () => {
    await browser.close()
    await admin.running.close()
    admin.app.close()
  })

  beforeEach(async () => {
    problems = []
    admin.app.apiHeaders = []
    admin.page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
    admin.page.on('pageerror', (error) => problems.push(error.message))
  })

  afterEach(async () => {
    await admin.page.close()
    expect(problems).toEqual([])
  })

  async function openApp(path = '/app'): Promise<Frame> {
    await admin.page.goto(admin.base + path)
    await admin.page.waitForSelector('body.app-ready')
    const frame = await (await admin.page.waitForSelector('#app-iframe')).contentFrame()
    if (frame === null) throw new Error('The iframe has no document')
    return frame
  }

  return admin
}

/** Waits until the fixture app has written a word down. */
export async function logged(frame: Frame, word: string): Promise<void> {
  await frame.waitForSelector(`#log li:text-is("${word}")`)
}
