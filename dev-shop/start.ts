import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { readAppToml } from './app-config.ts'
import { noBulkFaults } from './bulk/faults.ts'
import { registry } from './admin-api/registry.ts'
import { resumeBulkQueries } from './bulk/run.ts'
import { fillStock } from './fill-stock.ts'
import type { Stock } from './fill-stock.ts'
import { installedApp, registerApp } from './install.ts'
import { startSmtp } from './mailbox/smtp.ts'
import { listenTo } from './routes.ts'
import type { DevShop } from './shop.ts'
import { openState } from './state/open.ts'
import { startDispatcher } from './webhooks/dispatch.ts'
import { requireKnown, subscribeFromToml } from './webhooks/subscribe.ts'

export type StartOptions = {
  /** A file that outlives the process, or ':memory:'. */
  dataPath: string
  /** 0 for any free port. */
  port: number
  smtpPort: number
  /** shopify.app.toml of the app. */
  appToml: string
  /** Where the app answers; by default what its toml says. */
  appUrl?: string | undefined
  apiKey?: string | undefined
  apiSecret: string
  /** Theme app extensions of the app; by default `extensions` beside its toml. */
  extensionsPath?: string | undefined
  /** 1 spreads webhook retries over 4 hours as Shopify does. */
  retryScale?: number | undefined
} & Stock

export type RunningShop = {
  shop: DevShop
  origin: string
  smtpPort: number
  /** Stops listening, waits for webhooks on their way and closes the state. */
  close: () => Promise<void>
}

/** Opens a store: fills its state if that is empty, then serves everything at one origin and takes mail at one port. */
export async function startDevShop(options: StartOptions): Promise<RunningShop> {
  const app = describeApp(options)
  for (const { topic } of app.config.subscriptions) requireKnown(topic)
  const state = openState(options.dataPath)
  await fillStock(state, options)
  const temporary = options.dataPath === ':memory:' ? mkdtempSync(join(tmpdir(), 'dev-shop-')) : null
  const server = createServer()
  const origin = await listen(server, options.port)
  const shop: DevShop = {
    state,
    now: () => new Date(),
    domain: 'handelblitz.myshopify.com',
    origin,
    app,
    faults: { duplicate: 0, delayMs: 0, reorder: false, drop: 0 },
    bulkFaults: noBulkFaults(),
    retryScale: options.retryScale ?? 1,
    bucket: { maximum: 2000, restorePerSecond: 100, available: 2000, measuredAt: Date.now() },
    deprecations: new Set(),
    wakeDispatcher: () => {
      dispatcher.wake()
    },
    bulkPath: temporary ?? join(dirname(resolve(options.dataPath)), 'bulk'),
  }
  const dispatcher = startDispatcher(shop)
  registerApp(shop)
  if (installedApp(shop) !== undefined) subscribeFromToml(shop)
  server.on('request', listenTo(shop, dispatcher))
  const smtp = await startSmtp(shop, options.smtpPort)
  resumeBulkQueries(shop, registry)
  dispatcher.wake()
  const close = async (): Promise<void> => {
    await Promise.all([stopListening(server), smtp.close(), dispatcher.close()])
    state.close()
    if (temporary !== null) rmSync(temporary, { recursive: true, force: true })
  }
  return { shop, origin, smtpPort: smtp.port, close }
}

function describeApp({ appToml, appUrl, apiKey, apiSecret, extensionsPath }: StartOptions): DevShop['app'] {
  const { clientId, name, handle, applicationUrl, ...config } = readAppToml(appToml)
  return {
    apiKey: apiKey ?? clientId,
    secret: apiSecret,
    handle,
    name,
    url: appUrl ?? applicationUrl,
    extensionsPath: extensionsPath ?? join(dirname(resolve(appToml)), 'extensions'),
    config,
  }
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolveOrigin, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      resolveOrigin(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`)
    })
  })
}

function stopListening(server: Server): Promise<void> {
  return new Promise((resolveClosed) => {
    server.close(() => {
      resolveClosed()
    })
    server.closeAllConnections()
  })
}
