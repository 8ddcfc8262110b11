import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { toId, type CustomerId, type ProductId, type Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/index.server.ts'
import { openStorefront } from '../../../app/storefront/index.server.ts'
import { signatureOf } from '../../../app/storefront/proxy-signature.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'

const secret = 'hush'
const now = new Date('2026-11-23T10:00:00Z')
const anna = toId<CustomerId>('9007199254742001')
const ring = toId<ProductId>('9007199254743001')

let db: Database
let shop: Shop
let other: Shop
let storefront: ReturnType<typeof openStorefront>

beforeAll(async () => {
  ;({ db } = await testDatabase())
  shop = await givenShop(db)
  other = await givenShop(db, 'other.myshopify.com')
  storefront = openStorefront({ db, secret, now: () => now })
  const dates = { createdAt: now, updatedAt: now }
  for (const { id } of [shop, other]) {
    await db.customer.create({ data: { shopId: id, id: anna, email: 'anna@example.com', ...dates } })
  }
  const product = { id: ring, title: 'Ring Lune', handle: 'ring-lune', productType: 'Ringe', vendor: 'HandelBlitz' }
  await db.product.create({ data: { shopId: shop.id, ...product, status: 'ACTIVE', ...dates } })
})

/** A request as the shop forwards it. */
function forwarded(path: string, fields: Record<string, string> = {}, init?: RequestInit): Request {
  const query = new URLSearchParams({
    shop: shop.domain,
    path_prefix: '/apps/stammkunde',
    timestamp: String(now.getTime() / 1000),
    logged_in_customer_id: String(anna),
    ...fields,
  })
  query.set('signature', signatureOf(query, secret))
  return new Request(`http://127.0.0.1/proxy/${path}?${query.toString()}`, init)
}

async function statusOf(request: Request): Promise<number> {
  const answer = await storefront.visit(request).catch((thrown: unknown) => thrown)
  if (!(answer instanceof Response)) throw new Error('the request was let in')
  expect(await answer.json()).toEqual({ outcome: 'refused' })
  return answer.status
}

describe('a request through the app proxy', () => {
  test('names the shop and the customer it has logged in', async () => {
    const visit = await storefront.visit(forwarded('offer'))
    expect(visit).toMatchObject({ shop, customerId: anna })
  })

  test('with a forged signature is refused and learns nothing', async () => {
    const forged = forwarded('offer').url.replace(String(anna), '9007199254742002')
    expect(await statusOf(new Request(forged))).toBe(401)
  })

  test('without a signature is refused', async () => {
    expect(await statusOf(new Request(`http://127.0.0.1/proxy/offer?shop=${shop.domain}`))).toBe(400)
  })

  test('that is two minutes old is refused', async () => {
    expect(await statusOf(forwarded('offer', { timestamp: String(now.getTime() / 1000 - 120) }))).toBe(401)
  })

  test('from a shop that has not installed the app, or no longer has, gets no offer and a closed form', async () => {
    const gone = await givenShop(db, 'gone.myshopify.com')
    await db.shop.update({ where: { id: gone.id }, data: { uninstalledAt: now } })
    for (const domain of ['stranger.myshopify.com', gone.domain]) {
      const visit = await storefront.visit(forwarded('offer', { shop: domain }))
      expect(await storefront.offerFor(visit)).toEqual({ outcome: 'none' })
      expect(await send(question, { shop: domain })).toMatchObject({ outcome: 'closed' })
      expect(await send({ ...question, locale: 'en' }, { shop: domain })).toMatchObject({
        message: 'This form is closed. Please write us an email.',
      })
    }
    expect(await db.serviceRequest.count()).toBe(0)
  })
})

async function givenOffer(of: Shop, code: string, endsAt: Date): Promise<void> {
  const id = randomUUID()
  const value = {
    valueKind: 'percentage',
    percentage: 20,
    targetKind: 'product_type',
    targetValue: 'Ringe',
    targetTitle: 'Ringe',
  }
  const campaign = {
    shopId: of.id,
    id,
    name: 'Ringe im November',
    status: 'sent',
    messages: {},
    releasedAt: now,
    endsAt,
  }
  await db.campaign.create({ data: { ...campaign, ...value } })
  const recipient = { shopId: of.id, campaignId: id, customerId: anna, email: 'anna@example.com', locale: 'de' }
  await db.recipient.create({ data: { ...recipient, status: 'sent', code, codeLiveAt: now, sentAt: now } })
}

describe('the personal offer', () => {
  test('is none where nobody is logged in, or nothing was promised', async () => {
    expect(
      await storefront.offerFor(await storefront.visit(forwarded('offer', { logged_in_customer_id: '' }))),
    ).toEqual({ outcome: 'none' })
    expect(await storefront.offerFor(await storefront.visit(forwarded('offer')))).toEqual({ outcome: 'none' })
  })

  test('is the customer’s live code in the shopper’s spelling, and never another shop’s', async () => {
    await givenOffer(other, 'OTHER-1', new Date('2026-12-24T22:59:59Z'))
    expect(await storefront.offerFor(await storefront.visit(forwarded('offer')))).toEqual({ outcome: 'none' })
    await givenOffer(shop, 'ENDED-1', new Date('2026-11-22T22:59:59Z'))
    expect(await storefront.offerFor(await storefront.visit(forwarded('offer')))).toEqual({ outcome: 'none' })
    await givenOffer(shop, 'ANNA-7Q4K', new Date('2026-12-24T22:59:59Z'))
    const reply = await storefront.offerFor(await storefront.visit(forwarded('offer', { locale: 'en' })))
    expect(reply).toEqual({
      outcome: 'offer',
      offer: {
        code: 'ANNA-7Q4K',
        value: '20%',
        target: 'Ringe',
        endsAt: '2026-12-24T22:59:59.000Z',
        lastDay: 'December 24, 2026',
      },
    })
  })
})

async function send(fields: unknown, proxy: Record<string, string> = {}) {
  const headers = { 'Content-Type': 'application/json' }
  const request = forwarded('question', proxy, { method: 'POST', headers, body: JSON.stringify(fields) })
  return storefront.takeQuestion(await storefront.visit(request), request)
}

const question = {
  email: 'anna@example.com',
  name: 'Anna',
  text: 'Aus Silber?',
  product_id: String(ring),
  locale: 'de',
}

describe('the question form', () => {
  test('stores a logged-in customer’s question about the product and thanks in her language', async () => {
    expect(await send(question)).toEqual({ outcome: 'asked', message: 'Vielen Dank. Wir antworten Ihnen per E-Mail.' })
    const stored = await db.serviceRequest.findFirstOrThrow({ where: { shopId: shop.id } })
    expect(stored).toMatchObject({ customerId: anna, productId: ring, productType: 'Ringe', email: 'anna@example.com' })
  })

  test('also works as a plain form', async () => {
    const body = new URLSearchParams({ ...question, locale: 'en' })
    const request = forwarded('question', {}, { method: 'POST', body })
    expect(await storefront.takeQuestion(await storefront.visit(request), request)).toMatchObject({ outcome: 'asked' })
  })

  test('names each wrong field in the shopper’s language', async () => {
    expect(await send({ ...question, email: 'anna', text: '' })).toEqual({
      outcome: 'invalid',
      message: 'Bitte prüfen Sie die markierten Felder.',
      problems: {
        email: 'Das sieht nicht nach einer E-Mail-Adresse aus, zum Beispiel anna@example.com.',
        text: 'Bitte schreiben Sie Ihre Frage.',
      },
    })
    expect(await send({ ...question, text: '', locale: 'en-GB' })).toMatchObject({
      problems: { text: 'Please write your question.' },
    })
  })

  test('thanks a program that fills in the hidden field, and stores nothing', async () => {
    const before = await db.serviceRequest.count()
    expect(await send({ ...question, company_website: 'https://spam.example' })).toMatchObject({ outcome: 'asked' })
    expect(await db.serviceRequest.count()).toBe(before)
  })

  test.each(['[1]', '"text"', 'null', '{}'])('takes %s for an empty form', async (body) => {
    const request = forwarded('question', {}, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
    expect(await storefront.takeQuestion(await storefront.visit(request), request)).toMatchObject({
      outcome: 'invalid',
    })
  })

  test.each([
    ['{', 400],
    [JSON.stringify({ text: 'x'.repeat(100_001) }), 413],
  ])('refuses a body that no form sends: %#', async (body, status) => {
    const request = forwarded('question', {}, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body })
    const visit = await storefront.visit(request)
    await expect(storefront.takeQuestion(visit, request)).rejects.toMatchObject({ status })
  })
})

describe('what a customer says she likes', () => {
  const post = (path: string, fields: Record<string, unknown>, extra: Record<string, string> = {}) => {
    const headers = { 'content-type': 'application/json' }
    return forwarded(path, extra, { method: 'POST', headers, body: JSON.stringify(fields) })
  }
  const tell = async (fields: Record<string, unknown>, extra?: Record<string, string>) => {
    const request = post('preferences', fields, extra)
    return storefront.takePreferences(await storefront.visit(request.clone()), request)
  }
  const ask = async (extra?: Record<string, string>) =>
    storefront.preferencesFor(await storefront.visit(forwarded('preferences', extra)))
  const look = async (productId: string, extra?: Record<string, string>) => {
    const request = post('view', { product_id: productId }, extra)
    await storefront.takeView(await storefront.visit(request.clone()), request)
  }

  beforeAll(async () => {
    const share = { orderShare: 0.5, moneyShare: 0.5, computedAt: now }
    for (const [kind, value] of [
      ['product_type', 'Ringe'],
      ['material', 'Silber'],
    ] as const)
      await db.habit.create({ data: { shopId: shop.id, kind, value, ...share } })
  })

  test('is asked of logged-in customers only, kept as her own statement, shown again and taken back', async () => {
    expect(await ask({ logged_in_customer_id: '' })).toEqual({ outcome: 'none' })
    expect(await tell({ 'material:Silber': 'likes' }, { logged_in_customer_id: '' })).toMatchObject({
      outcome: 'closed',
    })
    expect(await tell({ 'material:Silber': 'likes', 'product_type:Ringe': 'dislikes', locale: 'de' })).toEqual({
      outcome: 'heard',
      message: 'Danke. Wir haben Ihre Vorlieben notiert.',
    })
    const said = await db.preferenceStatement.findMany({ where: { customerId: anna }, orderBy: { kind: 'asc' } })
    expect(said).toMatchObject([
      { shopId: shop.id, kind: 'material', value: 'Silber', stance: 'likes', author: 'customer' },
      { shopId: shop.id, kind: 'product_type', value: 'Ringe', stance: 'dislikes', author: 'customer' },
    ])
    expect(await ask()).toMatchObject({
      outcome: 'asked',
      groups: [
        { choices: [{ value: 'Ringe', stance: 'dislikes' }] },
        { choices: [{ value: 'Silber', stance: 'likes' }] },
      ],
    })
    await tell({ 'product_type:Ringe': '' })
    expect(await ask()).toMatchObject({ groups: [{ choices: [{ value: 'Ringe', stance: null }] }, {}] })
  })

  test('is nothing that she was not asked, and not more than a person says in an hour', async () => {
    await tell({ 'colour:Erfunden': 'likes', 'vendor:X': 'likes' })
    expect(await db.preferenceStatement.count({ where: { kind: { in: ['colour', 'vendor'] } } })).toBe(0)
    // The same moment twice has no order, so this clock runs.
    let ticks = 0
    const running = openStorefront({ db, secret, now: () => new Date(now.getTime() + (ticks += 1)) })
    const outcomes: string[] = []
    for (let turn = 0; turn < 70; turn += 1) {
      const request = post('preferences', { 'material:Silber': turn % 2 === 0 ? 'dislikes' : 'likes' })
      outcomes.push((await running.takePreferences(await running.visit(request.clone()), request)).outcome)
    }
    expect(outcomes[0]).toBe('heard')
    expect(outcomes.slice(60)).toContain('too-many')
    expect(await db.preferenceStatement.count({ where: { customerId: anna } })).toBeLessThanOrEqual(60)
  })

  test('a look at a product counts once a day, and only of customers and products of this shop', async () => {
    await look(String(ring))
    await look(String(ring))
    await look('12345')
    await look(String(ring), { logged_in_customer_id: '42' })
    await look(String(ring), { shop: other.domain })
    expect(await db.productView.findMany()).toMatchObject([{ shopId: shop.id, customerId: anna, productId: ring }])
  })
})
