import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterAll } from 'vitest'
import { openLogger, readConfig, type AdminApi } from '../../../app/platform/index.server.ts'
import { openShopify } from '../../../app/shopify.server.ts'
import { startDevShop } from '../../../dev-shop/start.ts'
import { testDatabase } from '../../support/database.ts'
import { launch } from '../../support/launch.ts'
import { givenShop } from '../../support/shops.ts'
import type { Report, Task } from './asking-process.ts'

const SECRET = 'a secret of this test'

/** A dev shop that a merchant has connected with the app, and processes of the app that speak with it. */
export async function connectedShop(customers: number) {
  const { db, url } = await testDatabase()
  const running = await startDevShop({
    stock: 'handelblitz',
    seed: 7,
    customers,
    orders: customers,
    dataPath: ':memory:',
    port: 0,
    smtpPort: 0,
    appToml: 'shopify.app.toml',
    appUrl: 'http://127.0.0.1:9',
    apiSecret: SECRET,
  })
  afterAll(() => running.close())
  const shop = await givenShop(db, running.shop.domain)
  /** What the app does with a new token while the log-in still waits. */
  const logIn = { follow: (_admin: AdminApi): Promise<void> => Promise.resolve() }
  const environment = {
    DATABASE_URL: url,
    DEV_SHOP_URL: running.origin,
    SHOPIFY_API_KEY: running.shop.app.apiKey,
    SHOPIFY_API_SECRET: SECRET,
    SHOPIFY_APP_URL: 'http://127.0.0.1:9',
    SCOPES: running.shop.app.config.scopes.join(','),
    SMTP_URL: 'smtp://127.0.0.1:9',
    MAIL_FROM: 'crm@handelblitz.example',
  }
  const shopify = openShopify({
    config: readConfig(environment),
    db,
    logger: openLogger('silent', 'test'),
    now: () => new Date(),
    onInstalled: (_, admin) => logIn.follow(admin),
  })

  /** A merchant opens the app in the admin. @throws Response as Shopify's library answers */
  async function openApp(): Promise<void> {
    await shopify.authenticate.admin(launch(running.shop))
  }

  /** Starts a process of the app that waits for its task; it may reach the shop by another address. */
  async function startProcess(shopUrl = running.origin) {
    const given = JSON.stringify({ ...environment, DEV_SHOP_URL: shopUrl })
    const child = spawn('node', ['tests/app/platform/asking-process.ts', given], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    afterAll(() => child.kill())
    const lines = createInterface(child.stdout)
    await once(lines, 'line')
    return async (task: Task): Promise<Report> => {
      const answer = once(lines, 'line')
      child.stdin.write(`${JSON.stringify(task)}\n`)
      return JSON.parse(String((await answer)[0])) as Report
    }
  }

  return { db, shop, running, shopify, openApp, startProcess, logIn }
}
