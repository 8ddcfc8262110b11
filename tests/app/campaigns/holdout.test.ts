import { beforeAll, describe, expect, test } from 'vitest'
import { openCampaigns } from '../../../app/campaigns/index.server.ts'
import { defaultRules } from '../../../app/campaigns/index.ts'
import { recordConsent } from '../../../app/consent/index.server.ts'
import type { CampaignId, CustomerId, SegmentId, Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { startMailServer } from '../../support/mail-server.ts'
import { givenShop } from '../../support/shops.ts'
import { ANNA, draftFor, foundCampaign, LINKS } from './room.ts'

const NOW = new Date('2026-11-24T12:00:00Z')
const FIRST = 9_007_199_254_700_000n
const GROUPS = [
  ['CHAMPIONS', 60],
  ['LOYAL', 25],
  ['NEW', 400],
  ['DORMANT', 15],
] as const
const PEOPLE = 500
let db: Database
let shop: Shop
let campaigns: ReturnType<typeof openCampaigns>
const segmentId = crypto.randomUUID() as SegmentId
const spared = crypto.randomUUID() as SegmentId

beforeAll(async () => {
  ;({ db } = await testDatabase())
  shop = await givenShop(db)
  const { mailer } = await startMailServer()
  const adminFor = () => Promise.reject(new Error('no Admin API in this test'))
  const storefrontUrl = () => 'https://shop.example'
  campaigns = openCampaigns({ db, adminFor, mailer, links: LINKS, storefrontUrl, now: () => NOW })
  await db.segment.createMany({
    data: [
      { shopId: shop.id, id: segmentId, name: 'Alle', query: 'number_of_orders >= 1' },
      { shopId: shop.id, id: spared, name: 'Beste', query: "rfm_group = 'CHAMPIONS'" },
    ],
  })
  await givenPeople()
})

describe('the holdout', () => {
  test('is a tenth unless somebody says otherwise, of each RFM group to within one person', async () => {
    const id = await released({ holdoutPercent: undefined })
    const held = await heldOf(id)
    expect(held.length).toBe(PEOPLE / 10)
    for (const [group, people] of GROUPS) {
      const inGroup = held.filter((customerId) => groupOf(customerId) === group).length
      expect(Math.abs(inGroup - people / 10)).toBeLessThanOrEqual(1)
    }
  })

  test('is what the dry run said, person for person, because the seed was there before', async () => {
    const draft = await saved({ holdoutPercent: 20 })
    const before = (await campaigns.dryRun(shop, await foundCampaign(campaigns, shop, draft))).audience
    expect(await campaigns.release(shop, { id: draft, by: ANNA })).toEqual({
      outcome: 'released',
      recipients: before.recipients,
      held: before.held,
      skipped: 0,
    })
    const copy = await campaigns.duplicate(shop, { id: draft, name: 'Noch einmal' })
    if (copy.outcome !== 'duplicated') throw new Error(copy.outcome)
    const { seed } = await foundCampaign(campaigns, shop, draft)
    await db.campaign.update({ where: { shopId_id: { shopId: shop.id, id: copy.id } }, data: { seed } })
    await campaigns.release(shop, { id: copy.id, by: ANNA })
    expect(await heldOf(copy.id)).toEqual(await heldOf(draft))
  })

  test('is drawn anew for each campaign, and everybody is drawn as often as anybody else', async () => {
    const times = new Map<bigint, number>()
    const draws = 40
    for (let draw = 0; draw < draws; draw += 1) {
      const id = await released({ holdoutPercent: 50 })
      for (const customerId of await heldOf(id)) times.set(customerId, (times.get(customerId) ?? 0) + 1)
    }
    // Binomial with 40 draws: beyond 0.5 ± 5 standard errors once in a million people.
    const shares = Array.from({ length: PEOPLE }, (_, i) => (times.get(FIRST + BigInt(i)) ?? 0) / draws)
    expect(Math.min(...shares)).toBeGreaterThan(0.1)
    expect(Math.max(...shares)).toBeLessThan(0.9)
  })

  test('gets no code and no mail, and is part of the sum that makes up the audience', async () => {
    const id = await released({ holdoutPercent: 10 })
    const result = await campaigns.result(shop, id)
    expect(result).toMatchObject({ audience: PEOPLE, held: 50, pending: 450, sent: 0, failed: 0, skipped: 0 })
    expect(await db.recipient.count({ where: { campaignId: id, status: 'held', code: { not: null } } })).toBe(0)
    await expect(
      db.recipient.updateMany({ where: { campaignId: id, status: 'held' }, data: { status: 'coded' } }),
    ).rejects.toThrow(/recipient_arm/)
  })
})

describe('the audience', () => {
  test('is who is in one of the segments and in none of those left out, each with the reason', async () => {
    const draft = await saved({ exceptIds: [spared], holdoutPercent: 0 })
    const { audience } = await campaigns.dryRun(shop, await foundCampaign(campaigns, shop, draft))
    expect(audience).toMatchObject({ members: PEOPLE, recipients: PEOPLE - 60 })
    expect(audience.skipped.excepted).toBe(60)
    const both = await saved({ segmentIds: [segmentId, spared], holdoutPercent: 0 })
    const united = await campaigns.dryRun(shop, await foundCampaign(campaigns, shop, both))
    expect(united.audience.members).toBe(PEOPLE)
  })

  test('leaves out who was mailed recently, bounced, or waits for an answer, and says so', async () => {
    const earlier = await released({ holdoutPercent: 0 })
    const [rested, mailed, bounced, refused, asking] = [0n, 1n, 2n, 3n, 4n].map((i) => FIRST + i)
    const become = (customerId: bigint | undefined, data: object) =>
      db.recipient.updateMany({ where: { campaignId: earlier, customerId }, data })
    await become(rested, { status: 'sent', sentAt: new Date('2026-11-21T11:59:00Z') })
    await become(mailed, { status: 'sent', sentAt: new Date('2026-11-21T12:01:00Z') })
    await become(bounced, { status: 'failed', reason: '550 5.1.1 User unknown' })
    await become(refused, { status: 'failed', reason: '550 5.7.1 Message refused' })
    const ask = { channel: 'storefront', subject: 'Wo bleibt mein Ring?', locale: 'de', email: 'x', createdAt: NOW }
    await db.serviceRequest.create({
      data: { shopId: shop.id, id: crypto.randomUUID(), customerId: asking ?? 0n, status: 'open', ...ask },
    })
    const draft = await saved({ holdoutPercent: 0 })
    const check = async () => (await campaigns.dryRun(shop, await foundCampaign(campaigns, shop, draft))).audience
    expect((await check()).skipped).toMatchObject({ 'recently-mailed': 1, bounced: 1, 'open-request': 1 })
    await campaigns.rules.save(shop, { ...defaultRules, restDays: 4, sparesAsking: false })
    expect((await check()).skipped).toMatchObject({ 'recently-mailed': 2, bounced: 1, 'open-request': 0 })
    await campaigns.release(shop, { id: draft, by: ANNA })
    const rows = await db.recipient.findMany({ where: { campaignId: draft, status: 'skipped' } })
    expect(new Map(rows.map(({ customerId, reason }) => [customerId, reason]))).toEqual(
      new Map([
        [rested, 'recently-mailed'],
        [mailed, 'recently-mailed'],
        [bounced, 'bounced'],
      ]),
    )
  })

  test('that shares people with another campaign whose codes are good names it and counts them', async () => {
    const other = await released({ name: 'Herbst', exceptIds: [spared], holdoutPercent: 0 })
    const draft = await saved({ holdoutPercent: 0 })
    const { overlaps } = await campaigns.dryRun(shop, await foundCampaign(campaigns, shop, draft))
    const found = overlaps.find(({ id }) => id === other)
    const shared = await db.recipient.count({ where: { campaignId: other, status: 'frozen' } })
    expect(found).toEqual({ id: other, name: 'Herbst', people: shared })
  })

  test('of which a segment was deleted is nobody’s: who would have been spared must not be written to', async () => {
    const gone = crypto.randomUUID() as SegmentId
    await db.segment.create({ data: { shopId: shop.id, id: gone, name: 'Weg', query: 'number_of_orders >= 1' } })
    const draft = await saved({ exceptIds: [gone] })
    await db.segment.delete({ where: { shopId_id: { shopId: shop.id, id: gone } } })
    expect((await campaigns.dryRun(shop, await foundCampaign(campaigns, shop, draft))).segmentGone).toBe(true)
    expect(await campaigns.release(shop, { id: draft, by: ANNA })).toEqual({ outcome: 'segment-gone' })
  })
})

describe('the cost', () => {
  test('is the discount if everybody uses the code, on orders as large as theirs are', async () => {
    const percent = await saved({ holdoutPercent: 0 })
    const dry = await campaigns.dryRun(shop, await foundCampaign(campaigns, shop, percent))
    expect(dry.cost.everybodyMinor).toBe(Math.round(dry.audience.recipients * 5_000 * 0.2))
    const amount = await saved({ holdoutPercent: 0, value: { kind: 'amount', minor: 700 } })
    const other = await campaigns.dryRun(shop, await foundCampaign(campaigns, shop, amount))
    expect(other.cost.everybodyMinor).toBe(other.audience.recipients * 700)
  })

  test('is warned of where it eats the margin, or most would order without a code', async () => {
    const draft = await saved({ holdoutPercent: 0 })
    const look = async () => (await campaigns.dryRun(shop, await foundCampaign(campaigns, shop, draft))).cost
    expect(await look()).toMatchObject({ eatsMargin: null, givenAway: false, predicted: 0 })
    await campaigns.rules.save(shop, { ...defaultRules, marginPercent: 20 })
    expect((await look()).eatsMargin).toBe(true)
    await campaigns.rules.save(shop, { ...defaultRules, marginPercent: 21 })
    expect((await look()).eatsMargin).toBe(false)
    await db.$executeRaw`
      insert into prediction (shop_id, customer_id, within_30, within_90, within_365, churn_probability, expected_orders,
                              average_order_minor, predicted_clv_minor, clv_low_minor, clv_high_minor, computed_at)
      select shop_id, customer_id, case when customer_id % 3 = 0 then 0.2 else 0.7 end, 0.9, 0.9, 0, 1, 0, 0, 0, 0, now()
        from profile where shop_id = ${shop.id}`
    expect(await look()).toMatchObject({ givenAway: true })
    await db.$executeRaw`update prediction set within_30 = 0.2 where shop_id = ${shop.id}`
    expect(await look()).toMatchObject({ givenAway: false, likely: 0 })
  })
})

async function saved(overrides: object): Promise<CampaignId> {
  const outcome = await campaigns.save(shop, {
    id: null,
    input: draftFor({ segmentId }, overrides as Record<string, unknown>),
  })
  if (outcome.outcome !== 'saved') throw new Error(JSON.stringify(outcome))
  return outcome.id
}

async function released(overrides: object): Promise<CampaignId> {
  const id = await saved(overrides)
  const outcome = await campaigns.release(shop, { id, by: ANNA })
  if (outcome.outcome !== 'released') throw new Error(outcome.outcome)
  return id
}

async function heldOf(campaignId: CampaignId): Promise<bigint[]> {
  const where = { shopId: shop.id, campaignId, status: 'held', arm: 'held' }
  const rows = await db.recipient.findMany({ where, orderBy: { customerId: 'asc' } })
  return rows.map(({ customerId }) => customerId)
}

function groupOf(customerId: bigint): string {
  let place = Number(customerId - FIRST)
  for (const [group, people] of GROUPS) {
    if (place < people) return group
    place -= people
  }
  throw new Error(`nobody ${String(customerId)}`)
}

async function givenPeople(): Promise<void> {
  const ids = Array.from({ length: PEOPLE }, (_, i) => (FIRST + BigInt(i)) as CustomerId)
  const times = { createdAt: NOW, updatedAt: NOW }
  await db.customer.createMany({
    data: ids.map((id) => ({ shopId: shop.id, id, email: `p${String(id)}@example.com`, firstName: 'Eva', ...times })),
  })
  await db.profile.createMany({
    data: ids.map((customerId) => ({
      ...{
        shopId: shop.id,
        customerId,
        rfmGroup: groupOf(customerId),
        orders: 2,
        spentMinor: 10_000n,
        refreshedAt: NOW,
      },
    })),
  })
  const event = {
    channel: 'email',
    state: 'subscribed',
    occurredAt: new Date('2026-01-05'),
    source: 'shopify',
  } as const
  await recordConsent(
    db,
    shop,
    ids.map((customerId) => ({ ...event, customerId })),
  )
}
