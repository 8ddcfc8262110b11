import { z } from 'zod'
import { defaultMessages } from '../../../app/campaigns/index.ts'
import { openCampaigns } from '../../../app/campaigns/index.server.ts'
import { openConsent, recordConsent } from '../../../app/consent/index.server.ts'
import type { CampaignId, CustomerId, SegmentId, Shop } from '../../../app/kernel/index.ts'
import {
  openAdminApi,
  shopFetch,
  type AdminApi,
  type Database,
  type Mailer,
} from '../../../app/platform/index.server.ts'
import { startDevShop, type RunningShop } from '../../../dev-shop/start.ts'
import { afterAll } from 'vitest'
import { givenShop } from '../../support/shops.ts'

export const SECRET = 'a secret of this test'
export const LINKS = { appUrl: 'https://crm.example', secret: SECRET }
export const NOW = new Date()
/** Shopify's number of the person who releases. */
export const ANNA = '7001'

export type Room = {
  db: Database
  shop: Shop
  running: RunningShop
  accessToken: string
  admin: AdminApi
  segmentId: SegmentId
}

/** A dev shop with HandelBlitz's catalogue and some customers, and the same customers in our ledger: one order each. */
export async function openRoom(db: Database, customers: number): Promise<Room> {
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
    retryScale: 0.001,
  })
  afterAll(() => running.close())
  const accessToken = await logIn(running)
  const admin = openAdminApi({ domain: running.shop.domain, accessToken, fetch: shopFetch(running.origin) })
  const shop = await givenShop(db)
  await copyCatalogue(db, shop, running)
  await copyCustomers(db, shop, running)
  const segmentId = crypto.randomUUID() as SegmentId
  await db.segment.create({
    data: { shopId: shop.id, id: segmentId, name: 'Alle Käufer', query: 'number_of_orders >= 1' },
  })
  // Tests write to the same few people again and again.
  await db.campaignRules.create({ data: { shopId: shop.id, restDays: 0, approval: false, savedAt: NOW } })
  return { db, shop, running, accessToken, admin, segmentId }
}

/** The campaigns' room over this shop; a port may be replaced by one that fails. */
export function campaignsOf(room: Room, mailer: Mailer, { admin = room.admin, now = () => new Date() } = {}) {
  const adminFor = () => Promise.resolve(admin)
  return openCampaigns({ db: room.db, adminFor, mailer, links: LINKS, storefrontUrl: () => room.running.origin, now })
}

export function consentOf(room: Room) {
  return openConsent({ db: room.db, adminFor: () => Promise.resolve(room.admin), links: LINKS, now: () => new Date() })
}

/** What a merchant's form sends: 20 % on rings, in the default words. */
export function draftFor(room: Pick<Room, 'segmentId'>, overrides: Record<string, unknown> = {}) {
  return {
    name: 'Zurück mit Ringen',
    segmentIds: [room.segmentId],
    holdoutPercent: 0,
    value: { kind: 'percentage', percent: 20 },
    target: { kind: 'product_type', value: 'Ringe', title: 'Ringe' },
    messages: defaultMessages,
    validDays: 30,
    ...overrides,
  }
}

/** The campaign as it is now. */
export async function foundCampaign(campaigns: ReturnType<typeof openCampaigns>, shop: Shop, id: string) {
  const campaign = await campaigns.find(shop, id)
  if (campaign === null) throw new Error(`no campaign ${id}`)
  return campaign
}

/** Saves and releases a campaign. */
export async function givenReleased(
  room: Room,
  campaigns: ReturnType<typeof campaignsOf>,
  overrides = {},
): Promise<CampaignId> {
  const saved = await campaigns.save(room.shop, { id: null, input: draftFor(room, overrides) })
  if (saved.outcome !== 'saved') throw new Error(`not saved: ${JSON.stringify(saved)}`)
  const released = await campaigns.release(room.shop, { id: saved.id, by: ANNA })
  if (released.outcome !== 'released') throw new Error(`not released: ${released.outcome}`)
  return saved.id
}

/** Customers who agreed to mails, in the ledger's words. */
export async function givenConsent(
  room: Room,
  customerIds: CustomerId[],
  state: 'subscribed' | 'unsubscribed' = 'subscribed',
) {
  const event = { channel: 'email', state, occurredAt: new Date('2026-01-05T10:00:00Z'), source: 'shopify' } as const
  await recordConsent(
    room.db,
    room.shop,
    customerIds.map((customerId) => ({ ...event, customerId })),
  )
}

/** Rows of the dev shop's own state. */
export function shopRows<Shape extends z.ZodType>(
  { running }: Pick<Room, 'running'>,
  sql: string,
  shape: Shape,
): z.infer<Shape>[] {
  return z.array(shape).parse(running.shop.state.prepare(sql).all())
}

async function logIn({ origin, shop }: RunningShop): Promise<string> {
  const { token } = z.object({ token: z.string() }).parse(await (await fetch(`${origin}/dev/session-token`)).json())
  const answer = await shopFetch(origin)(`https://${shop.domain}/admin/oauth/access_token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      client_id: shop.app.apiKey,
      client_secret: SECRET,
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
    }),
  })
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token
}

const product = z.object({ id: z.string(), title: z.string(), handle: z.string(), product_type: z.string() })
const collection = z.object({ id: z.string(), title: z.string(), handle: z.string() })
const held = z.object({ collection_id: z.string(), product_id: z.string() })

async function copyCatalogue(db: Database, shop: Shop, running: RunningShop): Promise<void> {
  const products = shopRows({ running }, 'select id, title, handle, product_type from products', product)
  const collections = shopRows({ running }, 'select id, title, handle from collections', collection)
  const pairs = shopRows({ running }, 'select collection_id, product_id from collection_products', held)
  const times = { createdAt: NOW, updatedAt: NOW }
  await db.product.createMany({
    data: products.map(({ id, title, handle, product_type: productType }) => ({
      ...{ shopId: shop.id, id: BigInt(id), title, handle, productType, vendor: 'HandelBlitz', status: 'ACTIVE' },
      ...times,
    })),
  })
  await db.collection.createMany({
    data: collections.map(({ id, title, handle }) => ({
      shopId: shop.id,
      id: BigInt(id),
      title,
      handle,
      updatedAt: NOW,
    })),
  })
  await db.collectionProduct.createMany({
    data: pairs.map((pair) => ({
      shopId: shop.id,
      collectionId: BigInt(pair.collection_id),
      productId: BigInt(pair.product_id),
    })),
  })
}

const person = z.object({
  id: z.string(),
  first_name: z.string().nullable(),
  last_name: z.string().nullable(),
  email: z.string().nullable(),
  locale: z.string(),
})

async function copyCustomers(db: Database, shop: Shop, running: RunningShop): Promise<void> {
  const people = shopRows({ running }, 'select id, first_name, last_name, email, locale from customers', person)
  await db.customer.createMany({
    data: people.map(({ id, first_name: firstName, last_name: lastName, email, locale }) => ({
      ...{ shopId: shop.id, id: BigInt(id), firstName, lastName, email, locale, createdAt: NOW, updatedAt: NOW },
    })),
  })
  await db.profile.createMany({
    data: people.map(({ id }) => ({
      ...{ shopId: shop.id, customerId: BigInt(id), orders: 1, spentMinor: 4900n, rfmGroup: 'NEW', refreshedAt: NOW },
    })),
  })
}
