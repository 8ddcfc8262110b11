import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { installApp } from './install.ts'
import { startLocalShop, type LocalShop } from './local-shop.ts'
import { untilSettled } from './shop-progress.ts'

const begin = performance.now()
const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    orders: { type: 'string' },
    fresh: { type: 'boolean', default: false },
    'customer-count': { type: 'string' },
    'order-count': { type: 'string' },
  },
})

const since = (): string => ((performance.now() - begin) / 1000).toFixed(1)
const flags = [
  ...(values.orders === undefined ? [] : ['--orders', resolve(values.orders)]),
  ...(values['customer-count'] === undefined ? [] : ['--customers', values['customer-count']]),
  ...(values['order-count'] === undefined ? [] : ['--order-count', values['order-count']]),
]

if (values.check) {
  const { checkLoop } = await import('./check-loop.ts')
  process.exitCode = await checkLoop({ ordersFile: values.orders, devShopFlags: flags })
} else {
  await demo()
}

async function demo(): Promise<void> {
  const stock = values.orders === undefined ? 'demo' : basename(values.orders).replace(/\..*$/, '')
  process.stdout.write('Starting PostgreSQL, the dev shop HandelBlitz, the app and its worker …\n')
  const shop = await startLocalShop({ stock, devShopFlags: flags, fresh: values.fresh })
  const stop = async (): Promise<void> => {
    process.stdout.write('\nStopping …\n')
    await shop.stop()
    process.exit(0)
  }
  process.once('SIGINT', () => void stop())
  process.once('SIGTERM', () => void stop())
  try {
    await introduce(shop)
  } catch (error) {
    await shop.stop()
    throw error
  }
}

async function introduce(shop: LocalShop): Promise<void> {
  await installApp(shop.environment.DEV_SHOP_URL ?? '', shop.appUrl)
  process.stdout.write(`
  Admin       ${shop.adminUrl}
  Storefront  ${shop.storefrontUrl}
  Mailbox     ${shop.mailboxUrl}

  Ready after ${since()} s. The shop's history is being imported; the admin page shows how far it is.
  Ctrl+C stops everything; the state stays in .data/ (npm run demo -- --fresh begins anew).
`)
  await untilSettled(shop.environment.DATABASE_URL ?? '', 3600)
  process.stdout.write(`  Everything imported after ${since()} s.\n`)
}
