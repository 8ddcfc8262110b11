import { beforeAll, expect, test } from 'vitest'
import { openCampaigns } from '../../../app/campaigns/index.server.ts'
import { recordConsent } from '../../../app/consent/index.server.ts'
import type { CampaignId, CustomerId, SegmentId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { startMailServer } from '../../support/mail-server.ts'
import { givenShop } from '../../support/shops.ts'
import { ANNA, draftFor, foundCampaign, LINKS, NOW } from './room.ts'

let db: Database
let shop: Shop
let campaigns: ReturnType<typeof openCampaigns>
let last = 9_007_199_254_790_000n
const segmentId = crypto.randomUUID() as SegmentId

beforeAll(async () => {
  ;({ db } = await testDatabase())
  shop = await givenShop(db)
  const { mailer } = await startMailServer()
  const adminFor = () => Promise.reject(new Error('no Admin API in this test'))
  campaigns = openCampaigns({
    db,
    adminFor,
    mailer,
    links: LINKS,
    storefrontUrl: () => 'https://shop.example',
    now: () => NOW,
  })
  await db.segment.create({
    data: { shopId: shop.id, id: segmentId, name: 'Alle Käufer', query: 'number_of_orders >= 1' },
  })
})

test('a mail speaks the customer’s language: their own, else that of the newest order, else the shop’s', async () => {
  const own = await givenReader('own@example.com', { locale: 'fr', orders: [['2026-01-01', 'en']] })
  const bought = await givenReader('bought@example.com', {
    orders: [
      ['2026-03-01', 'en-GB'],
      ['2026-01-01', 'de'],
      ['2026-05-01', null],
    ],
  })
  const unknown = await givenReader('unknown@example.com', {})
  const shown = await campaigns.preview(shop, draftFor({ segmentId }))
  if (shown.outcome !== 'preview') throw new Error(shown.outcome)
  const languages = shown.samples.map(({ name, language }) => [name, language])
  expect(Object.fromEntries(languages)).toEqual({ own: 'en', bought: 'en', unknown: 'de' })
  const saved = await campaigns.save(shop, { id: null, input: draftFor({ segmentId }) })
  const id = (saved as { id: CampaignId }).id
  expect(await campaigns.release(shop, { id, by: ANNA })).toMatchObject({ outcome: 'released', recipients: 3 })
  const rows = await db.recipient.findMany({ where: { shopId: shop.id, campaignId: id } })
  const locales = new Map(rows.map((row) => [row.customerId, row.locale]))
  expect([own, bought, unknown].map((reader) => locales.get(reader))).toEqual(['fr', 'en-GB', 'de'])
})

test('one address gets one mail: the account before the guest, and no account loses it to one who may not be mailed', async () => {
  const account = await givenReader('twice@example.com', {})
  await givenReader('Twice@example.com ', { guest: true })
  const silent = await givenReader('thrice@example.com', { says: 'unsubscribed' })
  const younger = await givenReader('thrice@example.com', {})
  const saved = await campaigns.save(shop, { id: null, input: draftFor({ segmentId }) })
  const id = (saved as { id: CampaignId }).id
  await campaigns.release(shop, { id, by: ANNA })
  const rows = await db.recipient.findMany({ where: { shopId: shop.id, campaignId: id } })
  const reasons = new Map(rows.map(({ customerId, status, reason }) => [customerId, reason ?? status]))
  expect([account, silent, younger].map((reader) => reasons.get(reader))).toEqual(['frozen', 'no-consent', 'frozen'])
  const check = (await campaigns.dryRun(shop, await foundCampaign(campaigns, shop, id))).audience
  expect(check.skipped).toMatchObject({ 'same-address': 1, 'no-consent': 1 })
  expect(check.recipients).toBe(rows.filter(({ status }) => status === 'frozen').length)
})

type Given = {
  locale?: string
  orders?: [string, string | null][]
  guest?: boolean
  says?: 'subscribed' | 'unsubscribed'
}

async function givenReader(email: string, { locale, orders = [], guest = false, says = 'subscribed' }: Given) {
  const id = (guest ? -++last : ++last) as CustomerId
  const facts = { email, firstName: email.split('@')[0] ?? '', locale: locale ?? null, createdAt: NOW, updatedAt: NOW }
  await db.customer.create({ data: { shopId: shop.id, id, ...facts } })
  const value = { orders: 1, spentMinor: 4900n, rfmGroup: 'NEW', refreshedAt: NOW }
  await db.profile.create({ data: { shopId: shop.id, customerId: id, ...value } })
  const occurredAt = new Date('2026-01-05T10:00:00Z')
  await recordConsent(db, shop, [{ customerId: id, channel: 'email', state: says, occurredAt, source: 'shopify' }])
  for (const [day, spoken] of orders) {
    const at = new Date(`${day}T10:00:00Z`)
    const money = { currency: 'EUR', subtotalMinor: 1n, discountMinor: 0n, totalMinor: 1n }
    const order = { shopId: shop.id, id: ++last, name: '#1', customerId: id, test: false, locale: spoken }
    await db.order.create({ data: { ...order, ...money, createdAt: at, processedAt: at, updatedAt: at } })
  }
  return id
}
