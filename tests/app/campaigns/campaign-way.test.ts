import { z } from 'zod'
import { beforeAll, describe, expect, test } from 'vitest'
import { offerOf, mailsTimeline, redemptionsTimeline } from '../../../app/campaigns/index.server.ts'
import type { CampaignId, CustomerId } from '../../../app/kernel/index.ts'
import type { AdminApi } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { startMailServer, type MailServer } from '../../support/mail-server.ts'
import {
  ANNA,
  foundCampaign,
  campaignsOf,
  consentOf,
  draftFor,
  givenConsent,
  givenReleased,
  openRoom,
  shopRows,
  type Room,
} from './room.ts'

let room: Room
let post: MailServer
let campaigns: ReturnType<typeof campaignsOf>
let people: CustomerId[]

beforeAll(async () => {
  const { db } = await testDatabase()
  room = await openRoom(db, 12)
  post = await startMailServer()
  campaigns = campaignsOf(room, post.mailer)
  const rows = await db.customer.findMany({ where: { email: { not: null } }, orderBy: { id: 'asc' } })
  people = rows.map(({ id }) => id as CustomerId)
  await givenConsent(room, people.slice(0, 6))
})

describe('the way of a campaign', () => {
  let id: CampaignId

  test('the check before release counts who gets a mail and why the others do not', async () => {
    const saved = await campaigns.save(room.shop, { id: null, input: draftFor(room) })
    id = (saved as { id: CampaignId }).id
    const { audience: check } = await campaigns.dryRun(room.shop, await foundCampaign(campaigns, room.shop, id))
    expect(check.recipients).toBe(6)
    expect(check.members).toBe(
      check.recipients + check.held + Object.values(check.skipped).reduce((sum, count) => sum + count, 0),
    )
    expect(check.skipped['no-consent']).toBe(people.length - 6)
  })

  test('release freezes every member of the segment, once', async () => {
    const release = () => campaigns.release(room.shop, { id, by: ANNA })
    const [first, second] = await Promise.all([release(), release()])
    expect([first.outcome, second.outcome].sort()).toEqual(['already-released', 'released'])
    expect(await room.db.recipient.count({ where: { campaignId: id, status: 'frozen' } })).toBe(6)
    const jobs = await room.db.$queryRaw<{ jobs: number }[]>`
      select count(*)::int as jobs from graphile_worker.jobs where task_identifier = 'campaign-released'`
    expect(jobs).toEqual([{ jobs: 1 }])
  })

  test('a released campaign can be neither edited nor deleted', async () => {
    expect(await campaigns.save(room.shop, { id, input: draftFor(room) })).toEqual({ outcome: 'released' })
    expect(await campaigns.remove(room.shop, id)).toEqual({ outcome: 'released' })
  })

  test('one discount at Shopify holds one code a recipient, for these customers and the type only', async () => {
    await campaigns.prepare({ kind: 'campaign-released', shopId: room.shop.id, campaignId: id })
    const shape = z.object({ context: z.string(), value: z.string(), items: z.string(), usage_limit: z.number() })
    const [discount, ...more] = shopRows(room, 'select * from discounts where usage_limit = 1', shape)
    expect(more).toEqual([])
    expect(JSON.parse(discount?.value ?? '')).toEqual({ percentage: 0.2 })
    const { customers } = JSON.parse(discount?.context ?? '') as { customers: string[] }
    expect(new Set(customers)).toEqual(new Set(people.slice(0, 6).map(String)))
    const atShopify = codesAtShopify()
    const ours = await room.db.recipient.findMany({ where: { campaignId: id, status: 'coded' } })
    expect(ours.map(({ code }) => code).sort()).toEqual(atShopify)
    expect((await campaigns.find(room.shop, id))?.status).toBe('sending')
  })

  test('preparing again makes nothing twice', async () => {
    await room.db.campaign.updateMany({ where: { id }, data: { status: 'preparing' } })
    const before = codesAtShopify()
    await campaigns.prepare({ kind: 'campaign-released', shopId: room.shop.id, campaignId: id })
    expect(codesAtShopify()).toEqual(before)
  })

  test('who withdraws between freeze and mail gets none; a refused address is a failure with the server’s words', async () => {
    const [withdrawn, refused] = people
    await givenConsent(room, [withdrawn as CustomerId], 'unsubscribed')
    const address = (await room.db.customer.findFirst({ where: { id: refused as CustomerId } }))?.email ?? ''
    post.refusals.set(address, '550 5.1.1 no such user')
    await campaigns.sendMails({ kind: 'campaign-mail-due', shopId: room.shop.id, campaignId: id })
    const result = await campaigns.result(room.shop, id)
    expect(result).toMatchObject({ audience: people.length, sent: 4, failed: 1, unclear: 0, pending: 0 })
    expect(result.sent + result.failed + result.skipped).toBe(result.audience)
    const { lines } = await campaigns.recipients(room.shop, id, { view: 'failed', after: null })
    expect(lines.map(({ reason }) => reason)).toEqual(['550 5.1.1 no such user'])
    expect((await campaigns.find(room.shop, id))?.status).toBe('sent')
  })

  test('each mail is its person’s own and can be stopped with one click', () => {
    expect(post.mails).toHaveLength(4)
    const [mail] = post.mails
    expect(new Set(post.mails.map(({ messageId }) => messageId)).size).toBe(4)
    const list = mail?.headers.get('list') as { unsubscribe?: { url?: string }; 'unsubscribe-post'?: { name?: string } }
    expect(list.unsubscribe?.url).toMatch(/^https:\/\/crm\.example\/u\//)
    expect(list['unsubscribe-post']?.name).toBe('List-Unsubscribe=One-Click')
    expect(mail?.text).toContain(`${room.running.origin}/discount/HANDE-`)
    expect(mail?.html).not.toContain('{{')
  })

  test('the code comes back in an order: counted once, net of refunds, on the timeline, and the offer is gone', async () => {
    const sent = await room.db.recipient.findFirstOrThrow({ where: { campaignId: id, status: 'sent' } })
    const customerId = sent.customerId as CustomerId
    expect(await offerOf(room.db, room.shop, customerId, new Date())).toMatchObject({
      code: sent.code,
      value: { kind: 'percentage', percent: 20 },
      targetTitle: 'Ringe',
    })
    const order = await givenOrder(customerId, sent.code?.toLowerCase() ?? '', 8000n)
    await room.db.refund.create({
      data: { shopId: room.shop.id, orderId: order, id: 1n, createdAt: new Date(), totalMinor: 3000n },
    })
    await givenOrder(customerId, sent.code ?? '', 5000n, { cancelledAt: new Date() })
    const result = await campaigns.result(room.shop, id)
    expect(result).toMatchObject({
      redeemed: 1,
      netMinor: 5000,
      refundedMinor: 3000,
      discountMinor: 2000,
      currency: 'EUR',
    })
    expect((await campaigns.attribution(room.shop, id)).orders).toMatchObject([
      { customerId: String(customerId), netMinor: 5000 },
    ])
    const [line] = await campaigns.list(room.shop)
    expect(line).toMatchObject({ audience: people.length, sent: 4, redeemed: 1, netMinor: 5000 })
    const { lines } = await campaigns.recipients(room.shop, id, { view: null, after: null })
    expect(lines.filter(({ redeemed }) => redeemed)).toMatchObject([{ customerId: String(customerId) }])
    const used = await campaigns.recipients(room.shop, id, { view: 'redeemed', after: null })
    expect(used.lines).toEqual(lines.filter(({ redeemed }) => redeemed))
    expect(await offerOf(room.db, room.shop, customerId, new Date())).toBeNull()
    const story = [
      ...(await redemptionsTimeline(room.db, room.shop, customerId, null, 10)),
      ...(await mailsTimeline(room.db, room.shop, customerId, null, 10)),
    ]
    expect(story.map(({ kind }) => kind)).toEqual(['redeemed', 'mailed'])
    const [first] = story
    const place = { at: first?.at ?? new Date(), id: first?.id ?? '' }
    expect(await redemptionsTimeline(room.db, room.shop, customerId, place, 10)).toEqual([])
    const rest = await mailsTimeline(room.db, room.shop, customerId, place, 10)
    expect(rest.map(({ kind }) => kind)).toEqual(['mailed'])
  })

  test('another shop sees nothing of it', async () => {
    const stranger = { ...room.shop, id: (room.shop.id + 1) as typeof room.shop.id }
    expect(await campaigns.find(stranger, id)).toBeNull()
    expect(await campaigns.release(stranger, { id, by: ANNA })).toEqual({ outcome: 'gone' })
    expect((await campaigns.result(stranger, id)).audience).toBe(0)
  })

  test('the link in the mail withdraws consent, and Shopify is told', async () => {
    const [mail] = post.mails
    const list = mail?.headers.get('list') as { unsubscribe?: { url?: string } }
    const token = list.unsubscribe?.url?.split('/u/')[1] ?? ''
    const consent = consentOf(room)
    expect(await consent.withdraw(token, null)).toMatchObject({ outcome: 'page', state: 'unsubscribed' })
    const customerId = BigInt(token.split('.')[1] ?? 0) as CustomerId
    await consent.writeBack({ kind: 'consent-changed', shopId: room.shop.id, customerId })
    const sql = `select email_marketing_state as state from customers where id = '${String(customerId)}'`
    expect(shopRows(room, sql, z.object({ state: z.string() }))).toEqual([{ state: 'UNSUBSCRIBED' }])
  })

  test('nobody to write to is an outcome, and the draft stays a draft', async () => {
    await room.db.consentEvent.deleteMany()
    const saved = await campaigns.save(room.shop, { id: null, input: draftFor(room) })
    const draft = (saved as { id: CampaignId }).id
    expect(await campaigns.release(room.shop, { id: draft, by: ANNA })).toEqual({ outcome: 'nobody' })
    expect(await room.db.recipient.count({ where: { campaignId: draft } })).toBe(0)
    expect((await campaigns.find(room.shop, draft))?.status).toBe('draft')
  })
})

describe('a campaign that meets trouble', () => {
  test('what Shopify refuses stops it with the reason, and it can be tried again with the same codes', async () => {
    await givenConsent(room, people.slice(3, 5))
    const broken: AdminApi = { run: () => room.admin.run('query Broken { nothing }') }
    const failing = campaignsOf(room, post.mailer, { admin: broken })
    const id = await givenReleased(room, failing)
    await failing.prepare({ kind: 'campaign-released', shopId: room.shop.id, campaignId: id })
    expect(await failing.find(room.shop, id)).toMatchObject({ status: 'failed' })
    const codesNow = () =>
      room.db.recipient.findMany({ where: { campaignId: id }, select: { code: true }, orderBy: { customerId: 'asc' } })
    const codes = await codesNow()
    expect(await campaigns.goOn(room.shop, id)).toEqual({ outcome: 'done' })
    await campaigns.prepare({ kind: 'campaign-released', shopId: room.shop.id, campaignId: id })
    expect(await codesNow()).toEqual(codes)
    expect(await campaigns.find(room.shop, id)).toMatchObject({ status: 'sending', problem: null })
  })
})

function codesAtShopify(): string[] {
  const sql = 'select code from discount_codes where discount_id in (select id from discounts where usage_limit = 1)'
  return shopRows(room, sql, z.object({ code: z.string() }))
    .map(({ code }) => code)
    .sort()
}

let lastOrder = 9_007_199_254_760_000n

async function givenOrder(customerId: CustomerId, code: string, totalMinor: bigint, facts = {}): Promise<bigint> {
  const id = ++lastOrder
  const at = new Date()
  const times = { createdAt: at, processedAt: at, updatedAt: at }
  const money = { currency: 'EUR', subtotalMinor: totalMinor, discountMinor: 2000n, totalMinor }
  const order = {
    shopId: room.shop.id,
    id,
    name: `#${String(id % 1000n)}`,
    customerId,
    test: false,
    discountCodes: [code],
  }
  await room.db.order.create({ data: { ...order, ...times, ...money, ...facts } })
  return id
}
