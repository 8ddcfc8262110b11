import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { defaultMessages } from '../../../app/campaigns/index.ts'
import { offerOf, redemptionsTimeline } from '../../../app/campaigns/index.server.ts'
import { listCampaigns } from '../../../app/campaigns/list.server.ts'
import { readAttribution } from '../../../app/campaigns/attribution.server.ts'
import { readResult } from '../../../app/campaigns/result.server.ts'
import type { CampaignId, CustomerId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'

const NOW = new Date('2026-11-24T12:00:00Z')
const anna = 9_007_199_254_770_001n as CustomerId
const bert = 9_007_199_254_770_002n as CustomerId
let db: Database
let shop: Shop
let shops = 0
let lastOrder = 9_007_199_254_780_000n

beforeAll(async () => {
  ;({ db } = await testDatabase())
})
beforeEach(async () => {
  shop = await givenShop(db, `redemption-${String(++shops)}.myshopify.com`)
})

describe('a code', () => {
  test('that somebody else has used is no offer any more', async () => {
    await givenMailed('Ringe', '2026-11-01', { [String(anna)]: 'RINGE-ANNA' })
    expect(await offerOf(db, shop, anna, NOW)).toMatchObject({ code: 'RINGE-ANNA' })
    await givenOrder({ customerId: bert, codes: ['ringe-anna'] })
    expect(await offerOf(db, shop, anna, NOW)).toBeNull()
  })

  test('of a cancelled order is an offer again', async () => {
    await givenMailed('Ringe', '2026-11-01', { [String(anna)]: 'RINGE-ANNA' })
    await givenOrder({ customerId: anna, codes: ['RINGE-ANNA'], cancelledAt: NOW })
    expect(await offerOf(db, shop, anna, NOW)).toMatchObject({ code: 'RINGE-ANNA' })
  })
})

describe('an order', () => {
  test('with codes of two campaigns is told once and credited to the one released last, everywhere alike', async () => {
    const rings = await givenMailed('Ringe', '2026-11-01', { [String(anna)]: 'RINGE-ANNA' })
    const chains = await givenMailed('Ketten', '2026-11-10', { [String(anna)]: 'KETTEN-ANNA' })
    await givenOrder({ customerId: anna, codes: ['RINGE-ANNA', 'ketten-anna'] })
    const story = await redemptionsTimeline(db, shop, anna, null, 10)
    const redeemed = story.filter(({ kind }) => kind === 'redeemed')
    expect(redeemed.map(({ values, link }) => [values.campaign, link])).toEqual([
      ['Ketten', `/app/campaigns/${chains}`],
    ])
    expect(new Set(story.map(({ id }) => id)).size).toBe(story.length)
    expect((await readResult(db, shop, chains, NOW)).redeemed).toBe(1)
    expect((await readResult(db, shop, rings, NOW)).redeemed).toBe(0)
  })

  test('in a currency that the shop has left is an order of the campaign, but no money', async () => {
    const id = await givenMailed('Ringe', '2026-11-01', { [String(anna)]: 'RINGE-ANNA', [String(bert)]: 'RINGE-BERT' })
    await givenOrder({ customerId: anna, codes: ['RINGE-ANNA'] })
    await givenOrder({ customerId: bert, codes: ['RINGE-BERT'], currency: 'JPY' })
    const result = await readResult(db, shop, id, NOW)
    expect(result).toMatchObject({ redeemed: 2, netMinor: 5000, discountMinor: 1000 })
    expect((await readAttribution(db, shop, id, 10)).orders.map(({ netMinor }) => netMinor).sort()).toEqual([0, 5000])
    expect(await listCampaigns(db, shop)).toMatchObject([{ redeemed: 2, netMinor: 5000 }])
  })
})

async function givenMailed(title: string, day: string, codes: Record<string, string>): Promise<CampaignId> {
  const id = crypto.randomUUID() as CampaignId
  const releasedAt = new Date(`${day}T09:00:00Z`)
  const offer = { valueKind: 'percentage', percentage: 20, targetKind: 'product_type', targetValue: title }
  const times = { releasedAt, completedAt: releasedAt, endsAt: new Date('2026-12-24T22:59:59Z') }
  const facts = { name: title, targetTitle: title, messages: defaultMessages, status: 'sent', ...offer, ...times }
  await db.campaign.create({ data: { shopId: shop.id, id, ...facts } })
  for (const [customerId, code] of Object.entries(codes)) {
    const person = { shopId: shop.id, campaignId: id, customerId: BigInt(customerId), locale: 'de' }
    await db.recipient.create({ data: { ...person, status: 'sent', code, codeLiveAt: releasedAt, sentAt: releasedAt } })
  }
  return id
}

type Given = { customerId: CustomerId; codes: string[]; currency?: string; cancelledAt?: Date }

async function givenOrder({ codes: discountCodes, currency = 'EUR', ...facts }: Given): Promise<void> {
  const at = new Date('2026-11-20T12:00:00Z')
  const money = { currency, subtotalMinor: 6000n, discountMinor: 1000n, totalMinor: 5000n }
  const times = { createdAt: at, processedAt: at, updatedAt: at }
  const order = { shopId: shop.id, id: ++lastOrder, name: `#${String(lastOrder % 1000n)}`, test: false }
  await db.order.create({ data: { ...order, ...times, ...money, ...facts, discountCodes } })
}
