import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defaultRules } from '../../../app/campaigns/index.ts'
import type { CampaignId, CustomerId } from '../../../app/kernel/index.ts'
import { forgetCustomer } from '../../../app/privacy/forget.server.ts'
import { testDatabase } from '../../support/database.ts'
import { startMailServer, type MailServer } from '../../support/mail-server.ts'
import {
  ANNA,
  campaignsOf,
  draftFor,
  foundCampaign,
  givenConsent,
  givenReleased,
  openRoom,
  shopRows,
  type Room,
} from './room.ts'

const BERTA = '7002'
let room: Room
let post: MailServer
let people: CustomerId[]
let clock = new Date()
let campaigns: ReturnType<typeof campaignsOf>

beforeAll(async () => {
  const { db } = await testDatabase()
  room = await openRoom(db, 12)
  post = await startMailServer()
  const rows = await db.customer.findMany({ where: { email: { not: null } }, orderBy: { id: 'asc' } })
  people = rows.map(({ id }) => id as CustomerId).slice(0, 6)
  await givenConsent(room, people)
  campaigns = campaignsOf(room, post.mailer, { now: () => clock })
})
beforeEach(async () => {
  clock = new Date()
  post.mails.length = 0
  await campaigns.rules.save(room.shop, { ...defaultRules, restDays: 0 })
})

describe('a campaign that is planned', () => {
  test('waits for its hour by the shop’s clock and freezes who is in the segment then', async () => {
    const plannedAt = new Date(clock.getTime() + 86_400_000)
    const id = await saved({ plannedAt: plannedAt.toISOString() })
    expect(await campaigns.release(room.shop, { id, by: ANNA })).toEqual({ outcome: 'scheduled' })
    expect(await room.db.recipient.count({ where: { campaignId: id } })).toBe(0)
    const [job] = await room.db.$queryRaw<{ at: Date }[]>`
      select run_at as at from graphile_worker.jobs where key = ${`campaign-begin-${id}`}`
    expect(job?.at).toEqual(plannedAt)
    clock = new Date(plannedAt.getTime() + 1_000)
    await campaigns.beginPlanned({ kind: 'campaign-planned', shopId: room.shop.id, campaignId: id })
    expect(await room.db.recipient.count({ where: { campaignId: id, status: 'frozen' } })).toBe(people.length)
    const begun = await foundCampaign(campaigns, room.shop, id)
    expect(begun).toMatchObject({ status: 'preparing', releasedAt: clock })
  })

  test('can be taken back until then, and its job finds nothing to do', async () => {
    const id = await saved({ plannedAt: new Date(clock.getTime() + 3_600_000).toISOString() })
    await campaigns.release(room.shop, { id, by: ANNA })
    expect(await campaigns.withdraw(room.shop, id)).toEqual({ outcome: 'done' })
    await campaigns.beginPlanned({ kind: 'campaign-planned', shopId: room.shop.id, campaignId: id })
    expect(await foundCampaign(campaigns, room.shop, id)).toMatchObject({ status: 'draft', releasedBy: null })
  })

  test('whose segment has emptied meanwhile writes to nobody and becomes a draft that says so', async () => {
    const segmentId = crypto.randomUUID()
    await room.db.segment.create({
      data: { shopId: room.shop.id, id: segmentId, name: 'Bald leer', query: 'number_of_orders >= 1' },
    })
    const id = await saved({ segmentIds: [segmentId], plannedAt: new Date(clock.getTime() + 60_000).toISOString() })
    expect(await campaigns.release(room.shop, { id, by: ANNA })).toEqual({ outcome: 'scheduled' })
    const where = { shopId_id: { shopId: room.shop.id, id: segmentId } }
    await room.db.segment.update({ where, data: { query: 'number_of_orders >= 99' } })
    clock = new Date(clock.getTime() + 120_000)
    await campaigns.beginPlanned({ kind: 'campaign-planned', shopId: room.shop.id, campaignId: id })
    expect(await foundCampaign(campaigns, room.shop, id)).toMatchObject({ status: 'draft', problem: 'nobody' })
    expect(await room.db.recipient.count({ where: { campaignId: id } })).toBe(0)
  })
})

describe('where the shop wants a second person', () => {
  test('nothing begins until somebody else approves', async () => {
    await campaigns.rules.save(room.shop, { ...defaultRules, restDays: 0, approval: true })
    const id = await saved({})
    expect(await campaigns.release(room.shop, { id, by: ANNA })).toEqual({ outcome: 'awaiting' })
    expect(await campaigns.approve(room.shop, { id, by: ANNA })).toEqual({ outcome: 'own-release' })
    expect(await room.db.recipient.count({ where: { campaignId: id } })).toBe(0)
    expect(await campaigns.approve(room.shop, { id, by: BERTA })).toMatchObject({ outcome: 'released' })
    expect(await campaigns.approve(room.shop, { id, by: BERTA })).toEqual({ outcome: 'not-awaiting' })
    expect(await foundCampaign(campaigns, room.shop, id)).toMatchObject({ releasedBy: ANNA, approvedBy: BERTA })
  })
})

describe('a campaign on its way', () => {
  test('that is paused sends nothing more, and all the rest once it is resumed', async () => {
    const id = await sending()
    expect(await campaigns.pause(room.shop, id)).toEqual({ outcome: 'done' })
    await send(id)
    expect(post.mails).toHaveLength(0)
    expect(await campaigns.goOn(room.shop, id)).toEqual({ outcome: 'done' })
    await prepare(id)
    await send(id)
    expect(post.mails).toHaveLength(people.length)
    expect(await campaigns.pause(room.shop, id)).toEqual({ outcome: 'too-late' })
  })

  test('that is cancelled mails nobody, says so of each, and cannot be resumed', async () => {
    const id = await sending()
    expect(await campaigns.cancel(room.shop, id)).toEqual({ outcome: 'done' })
    await send(id)
    expect(post.mails).toHaveLength(0)
    const result = await campaigns.result(room.shop, id)
    expect(result.skippedFor).toMatchObject({ cancelled: people.length })
    expect(await campaigns.goOn(room.shop, id)).toEqual({ outcome: 'too-late' })
  })

  test('waits through quiet hours and goes on when they are over', async () => {
    const id = await sending()
    const hour = Number(
      new Intl.DateTimeFormat('de', { timeZone: 'Europe/Berlin', hour: '2-digit' }).format(clock).slice(0, 2),
    )
    const quiet = { from: hour, until: (hour + 2) % 24 }
    await campaigns.rules.save(room.shop, { ...defaultRules, restDays: 0, quiet })
    await send(id)
    expect(post.mails).toHaveLength(0)
    const [job] = await room.db.$queryRaw<{ at: Date }[]>`
      select run_at as at from graphile_worker.jobs where key = ${`campaign-mail-${id}`}`
    const wait = (job?.at.getTime() ?? 0) - clock.getTime()
    expect(wait).toBeGreaterThan(3_600_000 - 1)
    expect(wait).toBeLessThanOrEqual(3 * 3_600_000)
    clock = job?.at ?? clock
    await send(id)
    expect(post.mails).toHaveLength(people.length)
  })

  test('spares whom another campaign has mailed since the freeze', async () => {
    const first = await sending()
    const second = await sending()
    await campaigns.rules.save(room.shop, { ...defaultRules, restDays: 1 })
    await send(first)
    await send(second)
    const before = await campaigns.result(room.shop, first)
    const after = await campaigns.result(room.shop, second)
    expect(before.sent + (before.skippedFor['recently-mailed'] ?? 0)).toBe(people.length)
    expect(after).toMatchObject({ sent: 0, skippedFor: { 'recently-mailed': people.length } })
  })

  test('whose discount somebody deletes in Shopify stops, and resumes with the same codes', async () => {
    const id = await sending()
    const codes = await codesOf(id)
    const { discountId } = await room.db.campaign.findFirstOrThrow({ where: { id } })
    await room.admin.run('mutation Gone($id: ID!) { discountCodeDelete(id: $id) { deletedCodeDiscountId } }', {
      id: discountId,
    })
    await room.db.discount.create({
      data: {
        ...{
          shopId: room.shop.id,
          id: BigInt(discountId?.split('/').at(-1) ?? 0),
          method: 'code',
          title: 'x',
          digest: '',
        },
        ...{ status: 'active', createdAt: clock, updatedAt: clock, toldAt: clock, deletedAt: clock },
      },
    })
    await send(id)
    expect(post.mails).toHaveLength(0)
    expect(await foundCampaign(campaigns, room.shop, id)).toMatchObject({ status: 'paused', problem: 'discount-gone' })
    await campaigns.goOn(room.shop, id)
    await prepare(id)
    await send(id)
    expect(post.mails).toHaveLength(people.length)
    expect(await codesOf(id)).toEqual(codes)
    const live = shopRows(room, 'select code from discount_codes', z.object({ code: z.string() })).map(
      ({ code }) => code,
    )
    expect(live).toEqual(expect.arrayContaining(codes))
  })

  test('gives a recipient another code where Shopify has that one already', async () => {
    const id = await givenReleased(room, campaigns)
    await prepareCodesOnly(id)
    const [taken, other] = await codesOf(id)
    const discount = { title: 'Fremd', code: other, startsAt: clock.toISOString(), context: { all: 'ALL' } }
    const customerGets = { value: { percentage: 0.1 }, items: { all: true } }
    await room.admin.run(
      'mutation Taken($d: DiscountCodeBasicInput!) { discountCodeBasicCreate(basicCodeDiscount: $d) { userErrors { message } } }',
      { d: { ...discount, customerGets } },
    )
    await prepare(id)
    const codes = await codesOf(id)
    expect(new Set(codes).size).toBe(people.length)
    expect(codes).not.toContain(other)
    expect([taken, ...codes]).toHaveLength(people.length + 1)
  })

  test('mails nobody who was forgotten after the freeze, and still adds up to the audience', async () => {
    const id = await sending()
    const [forgotten] = people
    const { email } = await room.db.customer.findFirstOrThrow({ where: { id: forgotten ?? 0n } })
    await room.db.$transaction((tx) =>
      forgetCustomer(tx, room.shop, { id: forgotten ?? null, email, phone: null, orderIds: [] } as never, clock),
    )
    await send(id)
    const result = await campaigns.result(room.shop, id)
    expect(result).toMatchObject({ sent: people.length - 1, forgotten: 1 })
    const { audience, sent, failed, skipped, held, unclear, pending } = result
    expect(sent + failed + skipped + held + unclear + pending + result.forgotten).toBe(audience)
    expect(post.mails.flatMap(({ to }) => [to].flat().map((one) => one?.text))).not.toContain(email)
  })
})

async function saved(overrides: Record<string, unknown>): Promise<CampaignId> {
  const outcome = await campaigns.save(room.shop, { id: null, input: draftFor(room, overrides) })
  if (outcome.outcome !== 'saved') throw new Error(JSON.stringify(outcome))
  return outcome.id
}

async function sending(): Promise<CampaignId> {
  const id = await givenReleased(room, campaigns)
  await prepare(id)
  return id
}

function prepare(campaignId: CampaignId) {
  return campaigns.prepare({ kind: 'campaign-released', shopId: room.shop.id, campaignId })
}

/** Codes are written, and Shopify cannot be asked to take them. */
async function prepareCodesOnly(campaignId: CampaignId): Promise<void> {
  const admin = { run: () => Promise.reject(new Error('no Shopify now')) }
  const cutOff = campaignsOf(room, post.mailer, { admin: admin, now: () => clock })
  const fact = { kind: 'campaign-released', shopId: room.shop.id, campaignId } as const
  await expect(cutOff.prepare(fact)).rejects.toThrow('no Shopify now')
}

function send(campaignId: CampaignId) {
  return campaigns.sendMails({ kind: 'campaign-mail-due', shopId: room.shop.id, campaignId })
}

async function codesOf(campaignId: CampaignId): Promise<string[]> {
  const rows = await room.db.recipient.findMany({
    where: { campaignId, code: { not: null } },
    orderBy: { customerId: 'asc' },
  })
  return rows.flatMap(({ code }) => code ?? [])
}
