import type { BulkFaults } from './bulk/faults.ts'
import { readMeta } from './state/open.ts'
import type { ShopState } from './state/open.ts'

/** The app as the shop knows it: from shopify.app.toml and the flags of the start. */
export type AppInstall = {
  apiKey: string
  secret: string
  handle: string
  name: string
  url: string
  extensionsPath: string
  config: AppConfig
}

/** What shopify.app.toml declares, already validated. */
export type AppConfig = {
  scopes: string[]
  webhookApiVersion: string
  subscriptions: DeclaredSubscription[]
  proxy: { url: string; prefix: string; subpath: string } | null
}

export type DeclaredSubscription = {
  topic: string
  uri: string
  includeFields: string[]
  filter: string | null
  name: string | null
}

/** What may go wrong with webhooks on purpose: shares are 0..1 of all deliveries. */
export type WebhookFaults = {
  duplicate: number
  delayMs: number
  reorder: boolean
  drop: number
}

/** The points an app may spend on the Admin API, as a leaky bucket. */
export type CostBucket = {
  maximum: number
  restorePerSecond: number
  available: number
  measuredAt: number
}

/** One dev shop in one process; every part gets it as its first argument. */
export type DevShop = {
  state: ShopState
  /** The shop's clock: ticks like the wall's, unless a test has set it. */
  now: () => Date
  domain: string
  origin: string
  app: AppInstall
  faults: WebhookFaults
  bulkFaults: BulkFaults
  /** 1 spreads webhook retries over 4 hours as Shopify does; 0.001 over 15 seconds. */
  retryScale: number
  bucket: CostBucket
  /** Deprecated fields and arguments that an operation has used, once each. */
  deprecations: Set<string>
  /** Called after something has written webhook deliveries; the dispatcher listens. */
  wakeDispatcher(): void
  /** Where results of bulk operations are written. */
  bulkPath: string
}

/** The IANA time zone of the shop. */
export function shopTimezone(state: ShopState): string {
  return readMeta(state, 'timezone') ?? shopFacts.timezone
}

/** The facts of HandelBlitz that no table holds. */
export const shopFacts = {
  id: '9007199254741993',
  name: 'HandelBlitz',
  email: 'hallo@handelblitz.example',
  owner: 'Jule Brandt',
  timezone: 'Europe/Berlin',
  primaryLocale: 'de',
  locales: ['de', 'en'],
  address: {
    address1: 'Oranienstraße 25',
    city: 'Berlin',
    zip: '10999',
    province: 'Berlin',
    provinceCode: 'BE',
    country: 'Germany',
    countryCode: 'DE',
  },
} as const
