import { parseArgs } from 'node:util'
import { installApp } from './install.ts'
import { startLocalShop, type LocalShop } from './local-shop.ts'
import { lineSummary } from './loop/facts.ts'
import { readOrdersFile, type OrdersFile } from './orders-file.ts'
import { shopProgressOf, untilSettled } from './shop-progress.ts'

const begin = performance.now()
const since = (): string => ((performance.now() - begin) / 1000).toFixed(1)

try {
  await main()
} catch (error) {
  // The reason is for a person at a terminal; where it came from is of no use to them.
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      orders: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      'customer-count': { type: 'string' },
      'order-count': { type: 'string' },
    },
  })
  const orders = values.orders === undefined ? null : await readOrdersFile(values.orders)
  const devShopFlags = [
    ...(orders === null ? [] : ['--orders', orders.path]),
    ...(values['customer-count'] === undefined ? [] : ['--customers', values['customer-count']]),
    ...(values['order-count'] === undefined ? [] : ['--order-count', values['order-count']]),
  ]
  if (!values.check) return demo(orders, devShopFlags, values.fresh)
  const { checkLoop } = await import('./check-loop.ts')
  process.exitCode = await checkLoop({ orders, devShopFlags })
}

async function demo(orders: OrdersFile | null, devShopFlags: string[], fresh: boolean): Promise<void> {
  process.stdout.write('Starting PostgreSQL, the dev shop HandelBlitz, the app and its worker …\n')
  const shop = await startLocalShop({ stock: orders?.stock ?? 'demo', devShopFlags, fresh })
  let stopping: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    process.stdout.write('\nStopping …\n')
    await shop.stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void (stopping ??= stop()))
  try {
    await introduce(shop, orders)
  } catch (error) {
    if (stopping === undefined) await shop.stop()
    throw error
  }
}

async function introduce(shop: LocalShop, orders: OrdersFile | null): Promise<void> {
  await installApp(shop.environment.DEV_SHOP_URL ?? '', shop.appUrl)
  const { imported } = await shopProgressOf(shop.environment.DATABASE_URL ?? '')
  process.stdout.write(`
  Admin       ${shop.adminUrl}
  Storefront  ${shop.storefrontUrl}
  Mailbox     ${shop.mailboxUrl}

  Ready after ${since()} s.${imported ? '' : " The shop's history is being imported; the admin page shows how far it is."}
  Ctrl+C stops everything; the state stays in .data/ (npm run demo -- --fresh begins anew).
`)
  if (orders !== null) process.stdout.write(`  ${linesInWords(shop)}\n`)
  if (imported) return
  await untilSettled(shop.environment.DATABASE_URL ?? '', 3600)
  process.stdout.write(`  Everything imported after ${since()} s.\n`)
}

function linesInWords(shop: LocalShop): string {
  const { lines, imported, guest, returns, refused } = lineSummary(shop.devShopState)
  const reasons = Object.entries(refused).map(([reason, count]) => `${String(count)} × ${reason}`)
  const sold = `Of ${String(lines)} order lines ${String(imported)} were sold to customers, ${String(guest)} to guests, ${String(returns)} given back`
  return reasons.length === 0 ? `${sold}.` : `${sold}; left out: ${reasons.join(', ')}.`
}
