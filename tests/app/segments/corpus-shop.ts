import type { Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/database.server.ts'
import { openProfiles } from '../../../app/profiles/index.server.ts'

/** Noon in Berlin, three days after the end of daylight saving time. */
export const NOW = new Date('2026-10-28T11:00:00Z')

type Person = {
  name: string
  id: bigint
  email?: string | null
  state?: string
  country?: string
  city?: string
  locale?: string
  tags?: string[]
  since?: string
  gone?: true
}

// Ids beyond 2^53, as Shopify's are; Jan bought as a guest. Emil was deleted.
const people: Person[] = [
  { name: 'Anna', id: 9007199254740993n, email: 'anna@gmail.com', city: 'Berlin', tags: ['VIP', "Arbor Day's"] },
  { name: 'Ben', id: 9007199254740994n, email: 'Ben@Example.com', city: 'Köln', tags: ['vip', 'wholesale'] },
  { name: 'Cara', id: 9007199254740995n },
  {
    ...{ name: 'Dora', id: 9007199254740996n, email: null, state: 'invited' },
    since: '2026-10-27T22:30:00Z', // 23:30 in Berlin
  },
  { name: 'Emil', id: 9007199254740997n, tags: ['VIP'], gone: true },
  {
    ...{ name: 'Finn', id: 9007199254740998n, email: 'finn@webmail.example', state: 'disabled' },
    ...{ country: 'US', city: 'New York City', locale: 'en-US', tags: ['wholesale'] },
  },
  { name: 'Gina', id: 9007199254740999n, email: 'gina@gmail.com', country: 'AT' },
  { name: 'Hugo', id: 9007199254741000n },
  { name: 'Ida', id: 9007199254741001n, country: 'US', locale: 'en' },
  { name: 'Jan', id: -77n },
  { name: 'Kim', id: 9007199254741002n },
  {
    ...{ name: 'Lena', id: 9007199254741003n, state: 'declined', since: '2026-07-30T22:00:00Z' },
    tags: ["it's", 'back\\slash', 'C:\\temp', 'Größe 😀 "L"'],
  },
  { name: 'Mia', id: 9007199254741004n },
  { name: 'Nils', id: 9007199254741005n },
  { name: 'Olga', id: 9007199254741006n },
]

export const names = new Map(people.map(({ id, name }) => [id, name]))
const idOf = (name: string) => people.find((person) => person.name === name)?.id ?? 0n

const products = [
  { id: 2012162031638n, type: 'Ringe', vendor: 'HandelBlitz', tags: ['Sale', 'red hats'], collection: 1n },
  { id: 1012132033639n, type: 'Ketten', vendor: 'Silberhof', tags: ['summer'], collection: 2n },
  { id: 1n, type: 'Broschen', vendor: 'HandelBlitz', tags: [], collection: 2n },
]
const RING = 2012162031638n
const NECKLACE = 1012132033639n
const BROOCH = 1n
const variants = [
  { id: 1n, product: RING, size: '54' },
  { id: 2n, product: RING, size: '56' },
  { id: 3n, product: NECKLACE, size: '45 cm' },
  { id: 4n, product: BROOCH, size: 'M' },
]

type Bought = {
  who: string
  at: string
  variant: bigint
  quantity?: number
  total: number
  codes?: string[]
  discount?: number
  currency?: string
  refund?: { minor: number; pieces: number }
  mark?: 'test' | 'cancelled' | 'deleted'
}

const bought: Bought[] = [
  { who: 'Anna', at: '2026-01-10T12:00:00Z', variant: 1n, total: 10_000 },
  { who: 'Anna', at: '2026-02-10T12:00:00Z', variant: 2n, quantity: 2, total: 10_000 },
  { who: 'Anna', at: '2026-03-10T12:00:00Z', variant: 3n, total: 5_000, codes: ['Willkommen'], discount: 500 },
  // 02:30, half an hour before the clock goes back
  {
    who: 'Ben',
    at: '2026-10-25T00:30:00Z',
    variant: 1n,
    quantity: 6,
    total: 12_000,
    refund: { minor: 4_000, pieces: 2 },
  },
  // The first moment of 28 September in Berlin, thirty days before
  { who: 'Cara', at: '2026-09-27T22:00:00Z', variant: 3n, total: 4_990 },
  { who: 'Emil', at: '2026-10-01T12:00:00Z', variant: 1n, total: 10_000 },
  { who: 'Finn', at: '2026-10-28T08:00:00Z', variant: 4n, total: 1_000 },
  { who: 'Finn', at: '2026-10-20T08:00:00Z', variant: 1n, total: 90_000, mark: 'test' },
  { who: 'Finn', at: '2026-10-21T08:00:00Z', variant: 1n, total: 90_000, mark: 'cancelled' },
  { who: 'Finn', at: '2026-10-22T08:00:00Z', variant: 1n, total: 90_000, mark: 'deleted' },
  { who: 'Gina', at: '2024-02-29T12:00:00Z', variant: 3n, quantity: 10, total: 100_000 },
  // The first moment of yesterday in Berlin, where an hour before it was still daylight saving time the week before
  { who: 'Gina', at: '2026-10-26T23:00:00Z', variant: 1n, total: 3_000 },
  ...['05', '06', '07', '08', '09'].map((month) => ({
    ...{ who: 'Hugo', at: `2026-${month}-05T12:00:00Z`, variant: 4n, total: 20_000 },
    ...{ codes: ['SOMMER'], discount: 1_000 },
  })),
  { who: 'Ida', at: '2026-06-01T12:00:00Z', variant: 3n, total: 5_000, currency: 'USD' },
  // A year ago to the day
  { who: 'Jan', at: '2025-10-28T10:00:00Z', variant: 2n, total: 2_500 },
  { who: 'Kim', at: '2026-08-01T12:00:00Z', variant: 3n, total: 3_000, refund: { minor: 3_000, pieces: 1 } },
  { who: 'Mia', at: '2026-10-22T12:00:00Z', variant: 1n, total: 1_500, codes: ['mia-1'], discount: 300 },
  // 08:05 on the day on which daylight saving time began
  { who: 'Olga', at: '2026-03-29T06:05:00Z', variant: 4n, quantity: 3, total: 1_500 },
]

const consents: [string, string, string, string][] = [
  ['Anna', 'email', 'subscribed', '2026-01-01'],
  ['Ben', 'email', 'subscribed', '2026-01-01'],
  ['Ben', 'email', 'unsubscribed', '2026-05-01'],
  ['Dora', 'email', 'subscribed', '2026-10-27'],
  ['Emil', 'email', 'subscribed', '2026-01-01'],
  ['Lena', 'email', 'pending', '2026-08-01'],
  ['Mia', 'email', 'unsubscribed', '2026-10-23'],
  ['Mia', 'sms', 'pending', '2026-10-23'],
  ['Nils', 'email', 'subscribed', '2026-01-01'],
  ['Olga', 'email', 'unsubscribed', '2026-01-01'],
  ['Olga', 'email', 'subscribed', '2026-03-01'],
]

const questions = [
  { who: 'Kim', type: 'Ringe', product: RING, status: 'open', at: '2026-08-03T10:00:00Z' },
  { who: 'Kim', type: 'Ringe', product: RING, status: 'answered', at: '2026-08-02T10:00:00Z' },
  { who: 'Lena', type: 'Ketten', product: 7700000000512n, status: 'answered', at: '2026-10-01T10:00:00Z' },
  { who: 'Anna', type: 'Ringe', product: RING, status: 'answered', at: '2026-01-12T10:00:00Z' },
]

// Days that a logged-in customer looked at a product; Lena at the necklace with the tag "summer".
const looked: [string, bigint, string][] = [
  ['Hugo', BROOCH, '2026-10-25'],
  ['Olga', BROOCH, '2026-06-01'],
  ...['2026-10-01', '2026-10-02', '2026-10-27'].map((day): [string, bigint, string] => ['Lena', NECKLACE, day]),
]

// Ben's next order is expected a day later than two weeks from now, Gina's on the last of them.
const expected = [
  { who: 'Anna', churn: 0.7, orders: 0.4, clv: 2_000, next: null },
  { who: 'Ben', churn: 0.66, orders: 0.5, clv: 6_000, next: '2026-11-12' },
  { who: 'Gina', churn: 0.1, orders: 1, clv: 25_000, next: '2026-11-11' },
  { who: 'Hugo', churn: 0.3, orders: 3.5, clv: 70_000, next: '2026-11-05' },
  { who: 'Kim', churn: 0.95, orders: 0, clv: 0, next: null },
  { who: 'Mia', churn: 0.5, orders: 0.9, clv: 1_500, next: '2026-10-28' },
]

/** Fills a shop with fifteen people, one of them deleted, whose facts each test a boundary of the language. */
export async function stockCorpusShop(db: Database, shop: Shop): Promise<void> {
  const shopId = shop.id
  await givenPeople(db, shop)
  await givenProducts(db, shop)
  for (const [place, order] of bought.entries()) await givenOrder(db, shop, order, BigInt(5_000 + place))
  await db.consentEvent.createMany({
    data: consents.map(([who, channel, state, day]) => ({
      ...{ shopId, customerId: idOf(who), channel, source: 'shopify', state, occurredAt: new Date(day) },
    })),
  })
  await db.suppression.create({ data: { shopId, email: 'nils@example.com', reason: 'bounced' } })
  for (const { who, type, product, status, at } of questions) {
    const asked = { email: 'x@example.com', locale: 'de', channel: 'storefront', subject: 'Frage', status }
    const createdAt = new Date(at)
    const about = { customerId: idOf(who), productType: type, productId: product, createdAt }
    await db.serviceRequest.create({ data: { shopId, id: crypto.randomUUID(), ...about, ...asked } })
  }
  await givenCampaigns(db, shop)
  const moment = new Date('2026-10-24T10:00:00Z')
  const cart = {
    currency: 'EUR',
    totalMinor: 5_000n,
    lines: [],
    createdAt: moment,
    updatedAt: moment,
    toldAt: moment,
    digest: '',
  }
  await db.checkout.createMany({
    data: [
      { shopId, token: 'left', customerId: idOf('Olga'), ...cart },
      { shopId, token: 'bought', customerId: idOf('Mia'), ...cart },
    ],
  })
  await db.completedCheckout.create({ data: { shopId, token: 'bought', orderId: 5_000n } })
  for (const [name, query] of Object.entries(segments)) {
    await db.segment.create({ data: { shopId, id: crypto.randomUUID(), name, query } })
  }
  await db.productView.createMany({
    data: looked.map(([who, productId, day]) => ({
      ...{ shopId, customerId: idOf(who), productId, day: new Date(day), viewedAt: new Date(`${day}T12:00:00Z`) },
    })),
  })
  await db.prediction.createMany({ data: expected.map((one) => predictionOf(shopId, one)) })
  await openProfiles({ db, now: () => NOW, timelineSources: [] }).refreshAll({ shopId })
}

const segments = {
  'Gute Kunden': 'amount_spent >= 250',
  'Hat geklagt': "service_requests MATCHES (status = 'OPEN')",
  a: 'number_of_orders = 0',
  b: 'may_email = true',
}

function predictionOf(shopId: number, { who, churn, orders, clv, next }: (typeof expected)[number]) {
  const day = next === null ? null : new Date(next)
  return {
    ...{ shopId, customerId: idOf(who), within30: 0, within90: 0, within365: 0, churnProbability: churn },
    ...{
      expectedOrders: orders,
      averageOrderMinor: 0n,
      predictedClvMinor: BigInt(clv),
      clvLowMinor: 0n,
      clvHighMinor: 0n,
    },
    ...{ nextOrderFrom: day, nextOrderDate: day, nextOrderTo: day, computedAt: NOW },
  }
}

async function givenPeople(db: Database, { id: shopId }: Shop): Promise<void> {
  await db.customer.createMany({
    data: people.map(({ name, id, email, state, country, city, locale, tags, since, gone }) => {
      const at = new Date(since ?? '2023-01-01T00:00:00Z')
      const guest = id < 0n
      return {
        ...{ shopId, id, firstName: name, tags: tags ?? [], createdAt: at, updatedAt: at },
        email: email === undefined ? `${name}@example.com`.toLowerCase() : email,
        state: guest ? null : (state ?? 'enabled'),
        locale: guest ? null : (locale ?? 'de'),
        countryCode: guest ? null : (country ?? 'DE'),
        city: city ?? null,
        deletedAt: gone === true ? new Date('2026-10-02T00:00:00Z') : null,
      }
    }),
  })
}

async function givenProducts(db: Database, { id: shopId }: Shop): Promise<void> {
  const at = new Date('2023-01-01T00:00:00Z')
  const times = { createdAt: at, updatedAt: at }
  await db.product.createMany({
    data: products.map(({ id, type, vendor, tags }) => ({
      ...{ shopId, id, title: type, handle: type, productType: type, vendor, status: 'ACTIVE', tags, ...times },
    })),
  })
  await db.variant.createMany({
    data: variants.map(({ id, product, size }) => ({
      ...{ shopId, id, productId: product, title: size, priceMinor: 1n, options: [{ name: 'Größe', value: size }] },
    })),
  })
  for (const [id, title] of [
    [1n, 'Neuheiten'],
    [2n, 'Klassiker'],
  ] as const)
    await db.collection.create({ data: { shopId, id, title, handle: String(id), updatedAt: at } })
  await db.collectionProduct.createMany({
    data: products.map(({ id, collection }) => ({ shopId, productId: id, collectionId: collection })),
  })
}

async function givenOrder(db: Database, { id: shopId }: Shop, order: Bought, id: bigint): Promise<void> {
  const { who, at, variant, quantity = 1, total, codes = [], discount = 0, currency = 'EUR', refund, mark } = order
  const moment = new Date(at)
  const money = { currency, subtotalMinor: total, discountMinor: discount, totalMinor: total, discountCodes: codes }
  const marks = {
    test: mark === 'test',
    cancelledAt: mark === 'cancelled' ? moment : null,
    deletedAt: mark === 'deleted' ? moment : null,
  }
  const times = { createdAt: moment, processedAt: moment, updatedAt: moment }
  await db.order.create({
    data: { shopId, id, name: `#${String(id)}`, customerId: idOf(who), ...times, ...money, ...marks },
  })
  const productId = variants.find((one) => one.id === variant)?.product ?? null
  const line = {
    productId,
    variantId: variant,
    title: 'x',
    quantity,
    priceMinor: Math.round(total / quantity),
    discountMinor: 0,
  }
  await db.orderLine.create({ data: { shopId, orderId: id, id, ...line } })
  if (refund === undefined) return
  await db.refund.create({ data: { shopId, orderId: id, id, createdAt: moment, totalMinor: refund.minor } })
  const back = { orderLineId: id, quantity: refund.pieces, subtotalMinor: refund.minor }
  await db.refundLine.create({ data: { shopId, orderId: id, refundId: id, ...back } })
}

async function givenCampaigns(db: Database, { id: shopId }: Shop): Promise<void> {
  const campaigns = [
    { name: 'Zurück mit Ringen', at: '2026-10-20T10:00:00Z', to: ['Mia', 'Anna'] },
    { name: 'Herbst', at: '2026-09-01T10:00:00Z', to: ['Nils'] },
  ]
  for (const { name, at, to } of campaigns) {
    const id = crypto.randomUUID()
    const offer = {
      valueKind: 'percentage',
      percentage: 20,
      targetKind: 'product_type',
      targetValue: 'Ringe',
      targetTitle: 'Ringe',
    }
    const releasedAt = new Date(at)
    await db.campaign.create({ data: { shopId, id, name, status: 'sent', messages: {}, releasedAt, ...offer } })
    for (const who of to) {
      const sent = { status: 'sent', code: `${who.toUpperCase()}-1`, sentAt: releasedAt, locale: 'de' }
      await db.recipient.create({ data: { shopId, campaignId: id, customerId: idOf(who), ...sent } })
    }
    const left = { customerId: idOf('Ben'), locale: 'de', status: 'skipped', reason: 'no-consent' }
    await db.recipient.create({ data: { shopId, campaignId: id, ...left } })
  }
}
