import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { openDeliveryStore } from '../../../app/intake/delivery-store.server.ts'
import { connectionsOf, type Database } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { intakeOn, webhook, workOff } from './support.ts'

const { db } = await testDatabase()
await givenShop(db)
const intake = intakeOn(db)
const stored = () => db.delivery.count()

describe('the webhook route', () => {
  it('stores a signed delivery and its job together, and answers 200', async () => {
    const answer = await intake.receive(webhook({ topic: 'orders/create', body: '{"id":820982911946154508}' }))
    expect(answer.status).toBe(200)
    expect(await db.delivery.findFirstOrThrow()).toMatchObject({
      topic: 'orders/create',
      outcome: 'waiting',
      body: '{"id":820982911946154508}',
    })
    expect(await workOff(db, {})).toEqual(['delivery-received'])
  })

  it('answers 200 to a duplicate and stores it once, also when both come at once', async () => {
    const before = await stored()
    const send = () => intake.receive(webhook({ topic: 'orders/paid', body: '{"id":1}', eventId: 'same' }))
    const answers = await Promise.all([send(), send(), send()])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(await stored()).toBe(before + 1)
    expect(await workOff(db, {})).toEqual(['delivery-received'])
  })

  it.each([
    ['a bad signature', 401, { 'x-shopify-hmac-sha256': Buffer.from('forged').toString('base64') }, '{"id":1}'],
    ['a signature of other bytes', 401, { 'x-shopify-hmac-sha256': 'x'.repeat(44) }, '{"id":1}'],
    ['no signature', 400, { 'x-shopify-hmac-sha256': null }, '{"id":1}'],
    ['no topic', 400, { 'x-shopify-topic': null }, '{"id":1}'],
    ['no shop', 400, { 'x-shopify-shop-domain': null }, '{"id":1}'],
    ['no webhook id', 400, { 'x-shopify-webhook-id': null }, '{"id":1}'],
    ['no API version', 400, { 'x-shopify-api-version': null }, '{"id":1}'],
    ['an empty body', 400, {}, ''],
  ])('refuses %s with %i and stores nothing', async (_, status, headers, body) => {
    const before = await stored()
    const answer = await intake.receive(webhook({ topic: 'orders/create', body, headers }))
    expect(answer.status).toBe(status)
    expect(await stored()).toBe(before)
    expect(await workOff(db, {})).toEqual([])
  })

  it.each([
    ['is no JSON', '{"id":', '{"id":'],
    ['holds what the database cannot', '{"id":1,"note":"\0"}', '{"id":1,"note":"\ufffd"}'],
  ])('keeps what Shopify signed although it %s, as a failed delivery that a person can see', async (_, body, kept) => {
    const sent = webhook({ topic: 'orders/create', body })
    expect((await intake.receive(sent)).status).toBe(200)
    await workOff(db, { 'delivery-received': (fact) => intake.applyDelivery(fact) })
    const row = await db.delivery.findFirstOrThrow({ orderBy: { id: 'desc' } })
    expect(row).toMatchObject({ outcome: 'failed', body: kept })
    expect(row.reason).toMatch(/\S/)
  })

  it('refuses anything but POST', async () => {
    expect((await intake.receive(new Request('http://127.0.0.1/webhooks'))).status).toBe(405)
  })

  it('answers 200 for a shop it does not know, and stores nothing', async () => {
    const before = await stored()
    const answer = await intake.receive(
      webhook({ topic: 'orders/create', body: '{"id":1}', domain: 'stranger.myshopify.com' }),
    )
    expect(answer.status).toBe(200)
    expect(await stored()).toBe(before)
  })
})

describe('a store of which the database takes nothing', () => {
  it('holds no more in memory than it may, being committed included, and takes on again afterwards', async () => {
    const store = openDeliveryStore(db, 1000)
    const blocker = await connectionsOf(db).connect()
    await blocker.query('begin')
    await blocker.query('lock table delivery in access exclusive mode')
    const body = Buffer.from(JSON.stringify({ note: 'x'.repeat(500) }))
    const told = (eventId: string) => store({ ...delivery, eventId, body })
    const first = [told('held-1'), told('held-2')]
    // Both are on their way to the database by then; none waits here any more.
    await waitsInDatabase(db)
    expect(await told('held-3')).toBe('full')
    await blocker.query('rollback')
    blocker.release()
    expect(await Promise.all(first)).toEqual(['stored', 'stored'])
    expect(await told('held-3')).toBe('stored')
    expect(await db.delivery.count({ where: { eventId: { startsWith: 'held-' } } })).toBe(3)
  })

  const delivery = {
    domain: 'handelblitz.myshopify.com',
    topic: 'orders/create',
    webhookId: 'held',
    apiVersion: '2026-10',
    triggeredAt: new Date(),
  }

  async function waitsInDatabase(database: Database): Promise<void> {
    for (;;) {
      const [found] = await database.$queryRaw<[{ waits: boolean }]>`
        select exists (select 1 from pg_locks l join pg_class c on c.oid = l.relation
                        where c.relname = 'delivery' and not l.granted) as waits`
      if (found.waits) return
      await pause(20)
    }
  }
})
