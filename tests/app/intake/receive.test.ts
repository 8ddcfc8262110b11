import { describe, expect, it } from 'vitest'
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
    ['a body that is no JSON', 400, {}, '{"id":'],
  ])('refuses %s with %i and stores nothing', async (_, status, headers, body) => {
    const before = await stored()
    const answer = await intake.receive(webhook({ topic: 'orders/create', body, headers }))
    expect(answer.status).toBe(status)
    expect(await stored()).toBe(before)
    expect(await workOff(db, {})).toEqual([])
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
