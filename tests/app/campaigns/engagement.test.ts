import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { echoesTimeline } from '../../../app/campaigns/index.server.ts'
import { readLink, signLink } from '../../../app/campaigns/engagement/link-token.server.ts'
import { visitorOf } from '../../../app/campaigns/engagement/visitor.ts'
import { plainDesign } from '../../../app/campaigns/message/design.ts'
import { recordConsent } from '../../../app/consent/index.server.ts'
import type { CampaignId, CustomerId } from '../../../app/kernel/index.ts'
import { testDatabase } from '../../support/database.ts'
import { startMailServer, type MailServer } from '../../support/mail-server.ts'
import { campaignsOf, consentOf, givenConsent, givenReleased, openRoom, SECRET, type Room } from './room.ts'

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
let room: Room
let post: MailServer
let anna: CustomerId
let id: CampaignId
let clock = new Date()

beforeAll(async () => {
  const { db } = await testDatabase()
  room = await openRoom(db, 3)
  post = await startMailServer()
  anna = (await db.customer.findFirstOrThrow({ where: { email: { not: null } } })).id as CustomerId
  await givenConsent(room, [anna])
})

beforeEach(async () => {
  post.mails.length = 0
  await room.db.consentEvent.deleteMany({ where: { channel: 'tracking' } })
  await room.db.mailDesign.deleteMany()
  await room.db.mailEngagement.deleteMany()
})

describe('opens and clicks', () => {
  test('of somebody who has not agreed are not recorded, and her links are the shop’s own', async () => {
    const { html } = await mailed()
    expect(html).not.toMatch(/\/[lo]\/\d/)
    expect(html).toContain(`href="${room.running.origin}/discount/`)
    const token = signLink(SECRET, { ...mail(), target: 'https://handelblitz.example/' })
    expect(await campaigns().followLink(token, visit())).toEqual({ target: 'https://handelblitz.example/' })
    expect(await reactions()).toMatchObject({ opened: 0, clicked: 0 })
  })

  test('of somebody who agreed are recorded once each a person, with what came raw', async () => {
    await say('subscribed')
    const { html } = await mailed()
    const link = /href="https:\/\/crm\.example\/l\/([^"]+)"/.exec(html)?.[1] ?? ''
    const pixel = /src="https:\/\/crm\.example\/o\/([^"]+)\.gif"/.exec(html)?.[1] ?? ''
    clock = new Date(clock.getTime() + 60_000)
    expect((await campaigns().followLink(link, visit()))?.target).toContain('/discount/')
    await campaigns().followLink(link, visit())
    expect(await campaigns().noteOpening(pixel, visit())).toBe(true)
    expect(await reactions()).toMatchObject({ opened: 1, clicked: 1, openedByMachines: 0, clickedByMachines: 0 })
    const raw = await room.db.mailEngagement.findMany({ where: { campaignId: id } })
    expect(raw).toHaveLength(3)
    expect(new Set(raw.map(({ userAgent }) => userAgent))).toEqual(new Set([FIREFOX]))
    const told = await echoesTimeline(room.db, room.shop, anna, null, 10)
    expect(told.map(({ kind }) => kind)).toEqual(['clicked'])
  })

  test('by scanners and proxies are counted apart', async () => {
    await say('subscribed')
    await mailed()
    clock = new Date(clock.getTime() + 60_000)
    const opening = signLink(SECRET, { ...mail(), target: null })
    const click = signLink(SECRET, { ...mail(), target: 'https://handelblitz.example/' })
    await campaigns().noteOpening(opening, visit('Mozilla/5.0 (via ggpht.com GoogleImageProxy)'))
    await campaigns().followLink(click, visit('Barracuda Sentinel (EE)'))
    expect(await reactions()).toMatchObject({ opened: 0, clicked: 0, openedByMachines: 1, clickedByMachines: 1 })
    expect(await echoesTimeline(room.db, room.shop, anna, null, 10)).toEqual([])
  })

  test('stop being recorded at once where she refuses by the page of a mail', async () => {
    await say('subscribed')
    const { headers } = await mailed()
    const page = /\/u\/([^>]+)>/.exec(headers)?.[1] ?? ''
    clock = new Date(clock.getTime() + 60_000)
    const answer = await consentOf(room).track(page, false, null)
    expect(answer).toMatchObject({ outcome: 'page', state: 'subscribed', tracking: false })
    await campaigns().noteOpening(signLink(SECRET, { ...mail(), target: null }), visit())
    expect(await reactions()).toMatchObject({ opened: 0 })
    expect((await mailed()).html).not.toMatch(/\/[lo]\/\d/)
  })

  test('are recorded of all who did not refuse only where the shop chose so, and of nobody where it chose that', async () => {
    await campaigns().saveDesign(room.shop, { ...plainDesign, tracking: 'unless-refused' })
    expect((await mailed()).html).toMatch(/\/l\/\d/)
    await say('subscribed')
    await campaigns().saveDesign(room.shop, { ...plainDesign, tracking: 'nobody' })
    expect((await mailed()).html).not.toMatch(/\/l\/\d/)
  })
})

describe('a link', () => {
  const link = { shopId: 1 as never, customerId: -5n as never, campaignId: crypto.randomUUID() as never }

  test('leads only where it was signed to lead', () => {
    const token = signLink(SECRET, { ...link, target: 'https://handelblitz.example/?a=1&b=ü' })
    expect(readLink(SECRET, token)).toEqual({ ...link, target: 'https://handelblitz.example/?a=1&b=ü' })
    const elsewhere = Buffer.from('https://evil.example/').toString('base64url')
    const parts = token.split('.')
    for (const forged of [token.replace(parts[3] ?? '', elsewhere), token.slice(0, -1), `${token}x`, '', 'a.b.c.d.e'])
      expect(readLink(SECRET, forged)).toBeNull()
    expect(readLink('another secret', token)).toBeNull()
  })

  test('of another purpose is none', async () => {
    expect(await campaigns().followLink(signLink(SECRET, { ...link, target: null }), visit())).toBeNull()
    expect(await campaigns().noteOpening(signLink(SECRET, { ...link, target: 'https://a.example' }), visit())).toBe(
      false,
    )
  })
})

test.each([
  [FIREFOX, 'GET', 60_000, 'person'],
  [FIREFOX, 'GET', 800, 'scanner'],
  [FIREFOX, 'HEAD', 60_000, 'scanner'],
  ['', 'GET', 60_000, 'scanner'],
  ['Mozilla/5.0', 'GET', 60_000, 'proxy'],
  ['Mozilla/5.0 (compatible; bingbot/2.0)', 'GET', 60_000, 'scanner'],
  ['YahooMailProxy; https://help.yahoo.com/', 'GET', 60_000, 'proxy'],
] as const)('"%s" by %s after %d ms is a %s', (userAgent, method, after, visitor) => {
  const now = new Date()
  expect(visitorOf({ userAgent, method, sentAt: new Date(now.getTime() - after) }, now)).toBe(visitor)
})

function campaigns() {
  return campaignsOf(room, post.mailer, { now: () => clock })
}

function mail() {
  return { shopId: room.shop.id, customerId: anna, campaignId: id }
}

function reactions() {
  return campaigns().engagement(room.shop, id)
}

function visit(userAgent = FIREFOX) {
  return new Request('https://crm.example/l/x', { headers: { 'user-agent': userAgent } })
}

async function say(state: 'subscribed' | 'unsubscribed') {
  const event = {
    customerId: anna,
    channel: 'tracking',
    state,
    occurredAt: new Date('2026-01-06'),
    source: 'checkout',
  } as const
  await recordConsent(room.db, room.shop, [event])
}

/** Sends her a campaign; its HTML, and the headers as they came. */
async function mailed(): Promise<{ html: string; headers: string }> {
  clock = new Date()
  id = await givenReleased(room, campaigns())
  await campaigns().prepare({ kind: 'campaign-released', shopId: room.shop.id, campaignId: id })
  await campaigns().sendMails({ kind: 'campaign-mail-due', shopId: room.shop.id, campaignId: id })
  const last = post.mails.at(-1)
  return { html: String(last?.html), headers: last?.headerLines.map(({ line }) => line).join('\n') ?? '' }
}
