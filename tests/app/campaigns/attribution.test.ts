import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { readAttribution } from '../../../app/campaigns/attribution.server.ts'
import { defaultMessages } from '../../../app/campaigns/index.ts'
import type { CampaignId, CustomerId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { numbersOf } from './effect/simulated-campaign.ts'

const anna = 9_007_199_254_770_001n as CustomerId
const bert = 9_007_199_254_770_002n as CustomerId
const DAY = 86_400_000
const FIRST_DAY = new Date('2026-10-01T09:00:00Z')
let db: Database
let shop: Shop
let shops = 0
let last = 9_007_199_254_780_000n

beforeAll(async () => {
  ;({ db } = await testDatabase())
})
beforeEach(async () => {
  shop = await givenShop(db, `attribution-${String(++shops)}.myshopify.com`)
})

describe('an order is credited', () => {
  test('to the campaign whose code it used, though the customer clicked in another mail later', async () => {
    const rings = await givenCampaign(0, [{ customerId: anna, code: 'RINGE' }])
    const chains = await givenCampaign(1, [{ customerId: anna, code: 'KETTEN', clickedOn: 4 }])
    await givenOrder({ customerId: anna, day: 5, codes: ['ringe'] })
    expect(await causesOf(rings)).toEqual(['code'])
    expect(await causesOf(chains)).toEqual([])
  })

  test('to the newest click within seven days before it, and to none that is older or later', async () => {
    const rings = await givenCampaign(0, [{ customerId: anna, code: 'RINGE', clickedOn: 1 }])
    const chains = await givenCampaign(1, [{ customerId: anna, code: 'KETTEN', clickedOn: 3 }])
    await givenOrder({ customerId: anna, day: 2 })
    await givenOrder({ customerId: anna, day: 9 })
    await givenOrder({ customerId: anna, day: 11 })
    await givenOrder({ customerId: anna, day: 0.5 })
    expect(await causesOf(rings)).toEqual(['click'])
    expect(await causesOf(chains)).toEqual(['click'])
  })

  test('to nobody for another customer’s click, or where it was cancelled, deleted or a test', async () => {
    const id = await givenCampaign(0, [{ customerId: anna, code: 'RINGE', clickedOn: 1 }])
    await givenOrder({ customerId: bert, day: 2 })
    await givenOrder({ customerId: anna, day: 2, test: true })
    await givenOrder({ customerId: anna, day: 2, cancelledAt: FIRST_DAY })
    await givenOrder({ customerId: anna, day: 2, deletedAt: FIRST_DAY })
    expect(await causesOf(id)).toEqual([])
  })

  test('with what is left after refunds, never less than nothing', async () => {
    const id = await givenCampaign(0, [
      { customerId: anna, code: 'RINGE' },
      { customerId: bert, code: 'BERT' },
    ])
    await givenOrder({ customerId: anna, day: 2, codes: ['RINGE'], minor: 5_000, refundedMinor: 2_000 })
    await givenOrder({ customerId: bert, day: 2, codes: ['BERT'], minor: 5_000, refundedMinor: 6_000 })
    expect((await readAttribution(db, shop, id, 10)).byCode).toEqual({ orders: 2, netMinor: 3_000 })
  })
})

test('whatever people do, no order is credited twice and the credits never exceed the shop’s revenue', async () => {
  const random = numbersOf(2026)
  const upTo = (most: number) => Math.floor(random() * most)
  const people = Array.from({ length: 12 }, (_, i) => (anna + BigInt(i)) as CustomerId)
  const codes: string[] = []
  const ids: CampaignId[] = []
  for (let campaign = 0; campaign < 8; campaign += 1) {
    const recipients = people.flatMap((customerId, i) => {
      if (random() < 0.3) return []
      const code = `C${String(campaign)}-P${String(i)}`
      codes.push(code)
      return [{ customerId, code, ...(random() < 0.5 && { clickedOn: upTo(40) }) }]
    })
    ids.push(await givenCampaign(upTo(30), recipients))
  }
  for (let order = 0; order < 150; order += 1) {
    const used = Array.from({ length: upTo(4) }, () => codes[upTo(codes.length)] ?? '')
    const minor = upTo(20_000)
    const refundedMinor = random() < 0.3 ? upTo(25_000) : 0
    const customerId = people[upTo(people.length)] ?? anna
    await givenOrder({
      ...{ customerId, day: random() * 45, codes: used, minor, refundedMinor },
      ...{ test: random() < 0.05, currency: random() < 0.1 ? 'USD' : 'EUR' },
      ...(random() < 0.1 && { cancelledAt: FIRST_DAY }),
    })
  }
  const told = await Promise.all(ids.map((id) => readAttribution(db, shop, id, 1_000)))
  const orders = told.flatMap((attribution) => attribution.orders)
  expect(orders.length).toBeGreaterThan(50)
  expect(new Set(orders.map(({ orderId }) => orderId)).size).toBe(orders.length)
  const credited = told.reduce((sum, { byCode, byClick }) => sum + byCode.netMinor + byClick.netMinor, 0)
  expect(credited).toBe(orders.reduce((sum, { netMinor }) => sum + netMinor, 0))
  expect(credited).toBeLessThanOrEqual(await revenue())
})

async function causesOf(id: CampaignId) {
  return (await readAttribution(db, shop, id, 10)).orders.map(({ cause }) => cause)
}

/** What the shop earned, each order less its refunds, counted by hand. */
async function revenue(): Promise<number> {
  const where = { shopId: shop.id, currency: 'EUR', test: false, cancelledAt: null, deletedAt: null }
  const orders = await db.order.findMany({ where })
  const refunds = await db.refund.findMany({ where: { shopId: shop.id } })
  return orders.reduce((sum, { id, totalMinor }) => {
    const back = refunds.filter(({ orderId }) => orderId === id).reduce((all, one) => all + Number(one.totalMinor), 0)
    return sum + Math.max(0, Number(totalMinor) - back)
  }, 0)
}

type GivenRecipient = { customerId: CustomerId; code: string; clickedOn?: number }

async function givenCampaign(day: number, recipients: GivenRecipient[]): Promise<CampaignId> {
  const id = crypto.randomUUID() as CampaignId
  const releasedAt = onDay(day)
  const offer = { valueKind: 'percentage', percentage: 20, targetKind: 'product_type', targetValue: 'Ringe' }
  const facts = { name: 'Ringe', targetTitle: 'Ringe', messages: defaultMessages, status: 'sent', ...offer }
  await db.campaign.create({ data: { shopId: shop.id, id, ...facts, releasedAt, endsAt: onDay(day + 30) } })
  await db.recipient.createMany({
    data: recipients.map(({ customerId, code }) => ({
      ...{ shopId: shop.id, campaignId: id, customerId, locale: 'de', status: 'sent', arm: 'treated', code },
      sentAt: releasedAt,
    })),
  })
  const clicks = recipients.flatMap(({ customerId, clickedOn }) =>
    clickedOn === undefined ? [] : [{ customerId, at: onDay(clickedOn) }],
  )
  const clicked = { shopId: shop.id, campaignId: id, kind: 'clicked', by: 'person', userAgent: 'Firefox' }
  await db.mailEngagement.createMany({
    data: clicks.map((click) => ({ ...clicked, ...click, id: crypto.randomUUID() })),
  })
  return id
}

type GivenOrder = {
  customerId: CustomerId
  day: number
  codes?: string[]
  minor?: number
  refundedMinor?: number
  test?: boolean
  currency?: string
  cancelledAt?: Date
  deletedAt?: Date
}

async function givenOrder(given: GivenOrder): Promise<void> {
  const { day, codes = [], minor = 5_000, refundedMinor = 0, test: isTest = false, currency = 'EUR', ...facts } = given
  const at = onDay(day)
  const id = ++last
  const money = { currency, subtotalMinor: BigInt(minor), discountMinor: 0n, totalMinor: BigInt(minor) }
  const times = { createdAt: at, processedAt: at, updatedAt: at }
  const order = { shopId: shop.id, id, name: `#${String(id % 1000n)}`, test: isTest, discountCodes: codes }
  await db.order.create({ data: { ...order, ...times, ...money, ...facts } })
  if (refundedMinor > 0)
    await db.refund.create({
      data: { shopId: shop.id, orderId: id, id, createdAt: at, totalMinor: BigInt(refundedMinor) },
    })
}

function onDay(day: number): Date {
  return new Date(FIRST_DAY.getTime() + Math.round(day * DAY))
}
