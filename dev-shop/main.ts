import { parseArgs } from 'node:util'
import { startDevShop } from './start.ts'

const { values: flags } = parseArgs({
  options: {
    port: { type: 'string', default: '4100' },
    'smtp-port': { type: 'string', default: '2525' },
    data: { type: 'string', default: '.data/dev-shop/shop.sqlite' },
    'app-url': { type: 'string' },
    'app-toml': { type: 'string', default: 'shopify.app.toml' },
    seed: { type: 'string' },
    today: { type: 'string' },
    orders: { type: 'string' },
    customers: { type: 'string' },
    'order-count': { type: 'string' },
    'retry-scale': { type: 'string' },
    empty: { type: 'boolean', default: false },
  },
})

const secret = process.env.SHOPIFY_API_SECRET
if (secret === undefined || secret === '') throw new Error('SHOPIFY_API_SECRET is missing: the shop signs with it')

const running = await startDevShop({
  dataPath: flags.data,
  port: wholeNumber('port') ?? 4100,
  smtpPort: wholeNumber('smtp-port') ?? 2525,
  appToml: flags['app-toml'],
  appUrl: flags['app-url'],
  apiKey: process.env.SHOPIFY_API_KEY,
  apiSecret: secret,
  retryScale: flags['retry-scale'] === undefined ? undefined : Number(flags['retry-scale']),
  stock: flags.empty ? 'empty' : flags.orders === undefined ? 'handelblitz' : { csvPath: flags.orders },
  seed: flags.seed,
  today: flags.today,
  customers: wholeNumber('customers'),
  orders: wholeNumber('order-count'),
})

process.stdout.write(`${JSON.stringify({ ready: true, origin: running.origin, smtpPort: running.smtpPort })}\n`)

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    void running.close().then(() => {
      process.exit(0)
    })
  })
}

function wholeNumber(name: 'port' | 'smtp-port' | 'customers' | 'order-count'): number | undefined {
  const value = flags[name]
  if (value === undefined) return undefined
  if (!/^\d+$/.test(value)) throw new Error(`--${name} must be a whole number, not ${value}`)
  return Number(value)
}
