import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CampaignId, CustomerId } from '../../../app/kernel/index.ts'
import { toShop } from '../../../app/platform/index.server.ts'
import { openPrivacy } from '../../../app/privacy/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { startMailServer } from '../../support/mail-server.ts'
import { givenShop } from '../../support/shops.ts'
import { campaignsOf, givenConsent, openRoom, type Room } from '../campaigns/room.ts'
import { automationsOf, givenAutomation, withCode, withoutCode } from './room.ts'

const HOUR = 3_600_000
const mails = await startMailServer()

let room: Room
let anna: CustomerId
let annasAddress: string
let clock = Date.now()
const now = () => new Date(clock)
const limits = { condition: '', reentryDays: 14, restDays: 3, stopOnPurchase: true }
const offer = { value: { kind: 'percentage', percent: 10 }, on: 'preferred', validDays: 14 }
const mail = { id: 'mail', kind: 'mail', edges: {}, messages: withoutCode, offer: null }
const wait = { id: 'wait', kind: 'wait', edges: { next: 'mail' }, hours: 24, until: null }

const afterOrder = (changes: object = {}) => ({
  ...{ trigger: { kind: 'order-paid' }, ...limits, first: 'mail', steps: [mail] },
  ...changes,
})

beforeAll(async () => {
  const { db } = await testDatabase()
  room = await openRoom(db, 5)
  const person = await db.customer.findFirstOrThrow({ where: { email: { not: null } }, orderBy: { id: 'asc' } })
  anna = person.id as CustomerId
  annasAddress = person.email ?? ''
  await givenConsent(room, [anna])
  await db.profile.updateMany({ where: { customerId: anna }, data: { preferredType: 'Ringe' } })
}, 60_000)

beforeEach(async () => {
  const { db } = room
  clock = Date.now()
  mails.mails.length = 0
  await db.automation.deleteMany()
  await db.automationVersion.deleteMany()
  await db.automationRun.deleteMany()
  await db.automationStepLog.deleteMany()
  await db.automationEntrant.deleteMany()
  await db.automationSignal.deleteMany()
  await db.recipient.deleteMany()
  await db.campaign.deleteMany()
  await db.order.deleteMany()
  await db.$executeRaw`delete from graphile_worker._private_jobs`
})

describe('somebody who begins', () => {
  it('is written to after the wait and not before it, without a code where there is no offer', async () => {
    await givenAutomation(room, afterOrder({ first: 'wait', steps: [wait, mail] }))
    await orders(1n)
    await work()
    expect(mails.mails).toHaveLength(0)
    clock += 23 * HOUR
    await work()
    expect(mails.mails).toHaveLength(0)
    clock += 2 * HOUR
    await work()
    expect(mails.mails.map(({ subject }) => subject)).toEqual(['Neu: #1'])
    expect(mails.mails[0]?.text).not.toContain('/discount/')
    expect(await path()).toEqual(['wait elapsed', 'mail sent'])
  })

  it('gets an offer on the product type that is liked best', async () => {
    await givenAutomation(room, afterOrder({ steps: [{ ...mail, messages: withCode, offer }] }))
    await orders(1n)
    await work()
    const [recipient] = await room.db.recipient.findMany()
    expect(recipient).toMatchObject({ customerId: anna, status: 'sent' })
    expect(mails.mails[0]?.text).toContain(recipient?.code)
    expect(await room.db.campaign.findMany()).toMatchObject([{ targetValue: 'Ringe', percentage: 10 }])
  })

  it('does not begin again within the days that the automation rests, and does after them', async () => {
    await givenAutomation(room, afterOrder({ restDays: 0, stopOnPurchase: false }))
    await orders(1n)
    await work()
    clock += HOUR
    await orders(2n)
    await work()
    expect(mails.mails).toHaveLength(1)
    clock += 14 * 24 * HOUR
    await orders(3n)
    await work()
    expect(mails.mails.map(({ subject }) => subject)).toEqual(['Neu: #1', 'Neu: #3'])
  })

  it('never begins twice for the same order, however often it is told', async () => {
    await givenAutomation(room, afterOrder({ reentryDays: 0, restDays: 0, stopOnPurchase: false }))
    await orders(1n)
    await work()
    await tell()
    await work()
    expect(mails.mails).toHaveLength(1)
  })

  it('ends without a mail when an order comes meanwhile', async () => {
    await givenAutomation(room, afterOrder({ first: 'wait', steps: [wait, mail] }))
    await orders(1n)
    await work()
    clock += HOUR
    await orders(2n)
    await work()
    expect(await room.db.automationRun.findMany()).toMatchObject([{ status: 'ended', reason: 'purchased' }])
    clock += 48 * HOUR
    await work()
    expect(mails.mails).toHaveLength(0)
  })

  it('goes on at once where the wait was for an order', async () => {
    const until = { ...wait, until: 'order', edges: { happened: 'mail', elapsed: null } }
    await givenAutomation(room, afterOrder({ first: 'wait', stopOnPurchase: false, steps: [until, mail] }))
    await orders(1n)
    await work()
    clock += HOUR
    await orders(2n)
    await work()
    expect(await path()).toEqual(['wait happened', 'mail sent'])
  })

  it('is not written to within the rest days after a mail of another automation', async () => {
    await givenAutomation(room, afterOrder())
    await orders(1n)
    await work()
    await room.db.automation.updateMany({ data: { recipe: null } })
    await givenAutomation(room, afterOrder())
    clock += HOUR
    await orders(2n)
    await work()
    expect(mails.mails).toHaveLength(1)
    expect(await path()).toEqual(['mail sent', 'mail skipped'])
  })

  it('does not begin where the condition does not fit', async () => {
    await givenAutomation(room, afterOrder({ condition: 'number_of_orders >= 1000' }))
    await orders(1n)
    await work()
    expect(await room.db.automationRun.count()).toBe(0)
  })

  it('does not begin for what happened before it was switched on', async () => {
    await orders(1n, new Date(Date.now() - HOUR))
    await givenAutomation(room, afterOrder())
    await tell()
    await work()
    expect(await room.db.automationRun.count()).toBe(0)
  })

  it('goes the way of a mail that was refused, and does not end there', async () => {
    mails.refusals.set(annasAddress, '550 5.1.1 no such user')
    const task = { id: 'call', kind: 'task', edges: {}, title: 'Anrufen', dueDays: 1 }
    await givenAutomation(room, afterOrder({ steps: [{ ...mail, edges: { sent: null, failed: 'call' } }, task] }))
    await orders(1n)
    await work()
    mails.refusals.clear()
    expect(await path()).toEqual(['mail failed', 'task done'])
    expect(await room.db.customerTask.findMany()).toMatchObject([{ customerId: anna, title: 'Anrufen' }])
  })

  it('goes the arm of a branch that fits at that moment', async () => {
    const branch = { id: 'b', kind: 'branch', edges: { yes: null, no: 'mail' }, query: 'number_of_orders >= 1000' }
    await givenAutomation(room, afterOrder({ first: 'b', steps: [branch, mail] }))
    await orders(1n)
    await work()
    expect(await path()).toEqual(['branch no', 'mail sent'])
  })
})

describe('somebody under way', () => {
  it('finishes on the version on which they began', async () => {
    const id = await givenAutomation(room, afterOrder({ first: 'wait', steps: [wait, mail] }))
    await orders(1n)
    await work()
    const messages = { de: { subject: 'Anders', body: 'x' }, en: { subject: 'Anders', body: 'x' } }
    const input = afterOrder({ first: 'wait', steps: [wait, { ...mail, messages }] })
    const saved = await automationsOf(room, now).save(room.shop, { id, version: 2, name: 'Anders', input })
    expect(saved).toEqual({ outcome: 'saved', version: 3 })
    clock += 25 * HOUR
    await work()
    expect(mails.mails.map(({ subject }) => subject)).toEqual(['Neu: #1'])
  })

  it('gets nothing more once it is switched off', async () => {
    const id = await givenAutomation(room, afterOrder({ first: 'wait', steps: [wait, mail] }))
    await orders(1n)
    await work()
    await automationsOf(room, now).switch(room.shop, { id, on: false })
    clock += 25 * HOUR
    await work()
    expect(mails.mails).toHaveLength(0)
    expect(await room.db.automationRun.findMany()).toMatchObject([{ status: 'ended', reason: 'switched-off' }])
  })

  it('is forgotten with every step, and what was being prepared for them is not sent', async () => {
    await givenAutomation(room, afterOrder({ steps: [{ ...mail, messages: withCode, offer }] }))
    await orders(1n)
    await begin()
    expect(await room.db.recipient.findMany()).toMatchObject([{ status: 'frozen' }])
    const lasting = await room.db.customer.findFirstOrThrow({ where: { id: anna } })
    const row = await room.db.shop.findUniqueOrThrow({ where: { id: room.shop.id } })
    const person = { id: anna, email: annasAddress, phone: null, orderIds: [] }
    await room.db.$transaction((tx) =>
      openPrivacy({ db: room.db, now }).honour(tx, toShop(row), { ask: 'forget-customer', person }, now()),
    )
    await work()
    expect(mails.mails).toHaveLength(0)
    expect(await room.db.automationRun.count()).toBe(0)
    expect(await room.db.automationStepLog.count()).toBe(0)
    expect(await room.db.campaign.findMany()).toMatchObject([{ status: 'sent' }])
    const { addresses: _, ...again } = lasting
    await room.db.customer.deleteMany({ where: { id: anna } })
    await room.db.customer.create({ data: again })
  })
})

describe('another shop', () => {
  it('neither sees an automation nor is begun by its facts', async () => {
    const id = await givenAutomation(room, afterOrder())
    const other = await givenShop(room.db, 'other.myshopify.com')
    const automations = automationsOf(room, now)
    expect(await automations.find(other, id)).toBeNull()
    expect(await automations.switch(other, { id, on: false })).toEqual({ outcome: 'gone' })
    expect(await automations.save(other, { id, version: 2, name: 'x', input: afterOrder() })).toEqual({
      outcome: 'gone',
    })
    expect(await automations.list(other)).toMatchObject({ automations: [] })
    await automations.peopleChanged({ kind: 'customers-changed', shopId: other.id, customerIds: [anna] })
    expect(await room.db.automationSignal.count()).toBe(0)
    const details = await automations.details(other, id)
    expect(details).toMatchObject({ runs: [], versions: [], sent: 0 })
  })
})

// Nothing happens in the very moment in which something is switched on.
function later(): Date {
  clock += 60_000
  return now()
}

/** Anna pays for an order now, and the app hears of it. */
async function orders(id: bigint, at = later()): Promise<void> {
  const money = { currency: 'EUR', subtotalMinor: 5000n, discountMinor: 0n, totalMinor: 5000n }
  await room.db.order.create({
    data: {
      ...{ shopId: room.shop.id, id, name: `#${String(id)}`, customerId: anna, test: false, discountCodes: [] },
      ...{ createdAt: at, processedAt: at, updatedAt: at, financialStatus: 'paid', ...money },
    },
  })
  await tell()
}

function tell(): Promise<void> {
  const fact = { kind: 'customers-changed' as const, shopId: room.shop.id, customerIds: [anna] }
  return automationsOf(room, now).peopleChanged(fact)
}

async function begin(): Promise<void> {
  const automations = automationsOf(room, now)
  await automations.begin({ kind: 'automation-signalled', shopId: room.shop.id })
  await automations.advance({ kind: 'automation-due', shopId: room.shop.id })
}

/** Everything that is due, as the worker does it, until nothing changes any more. */
async function work(): Promise<void> {
  const { db, shop } = room
  const automations = automationsOf(room, now)
  const campaigns = campaignsOf(room, mails.mailer, { now })
  for (let before = ''; ;) {
    await begin()
    const open = await db.campaign.findMany({ where: { status: { in: ['preparing', 'sending'] } } })
    for (const { id, status } of open) {
      const campaignId = id as CampaignId
      if (status === 'preparing') await campaigns.prepare({ kind: 'campaign-released', shopId: shop.id, campaignId })
      await campaigns.sendMails({ kind: 'campaign-mail-due', shopId: shop.id, campaignId })
      await automations.followMail({ kind: 'campaign-mail-due', shopId: shop.id, campaignId })
    }
    const after = JSON.stringify([await path(), await db.automationRun.findMany({ select: { status: true } })])
    if (after === before && open.length === 0) return
    before = after
  }
}

async function path(): Promise<string[]> {
  const logs = await room.db.automationStepLog.findMany({ orderBy: [{ claimedAt: 'asc' }, { position: 'asc' }] })
  return logs.map(({ kind, outcome }) => `${kind} ${outcome ?? '…'}`)
}
