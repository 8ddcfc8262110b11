import { installApp } from './install.ts'
import { startLocalShop } from './local-shop.ts'

// Like the demo, but the app comes from Vite with hot reload and the worker restarts when its sources change.
const shop = await startLocalShop({ stock: 'dev', watch: true })
const stop = async (): Promise<void> => {
  await shop.stop()
  process.exit(0)
}
process.once('SIGINT', () => void stop())
process.once('SIGTERM', () => void stop())
await installApp(shop.environment.DEV_SHOP_URL ?? '', shop.appUrl)
process.stdout.write(
  `\n  Admin       ${shop.adminUrl}\n  Storefront  ${shop.storefrontUrl}\n  Mailbox     ${shop.mailboxUrl}\n\n`,
)
