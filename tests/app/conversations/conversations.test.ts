import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { openConversations, timelineOf } from '../../../app/conversations/index.server.ts'
import type { Question } from '../../../app/conversations/question.ts'
import { toId, type CustomerId, type ProductId, type ServiceRequestId, type Shop } from '../../../app/kernel/index.ts'
import type { Database } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { startMailServer, type MailServer } from '../../support/mail-server.ts'
import { givenShop } from '../../support/shops.ts'

let db: Database
let post: MailServer
let shop: Shop
let other: Shop
let conversations: ReturnType<typeof openConversations>
let clock = new Date('2026-11-23T10:00:00Z')

const anna = toId<CustomerId>('9007199254742001')
const ring = toId<ProductId>('9007199254743001')

beforeAll(async () => {
  ;({ db } = await testDatabase())
  post = await startMailServer()
  shop = await givenShop(db)
  other = await givenShop(db, 'other.myshopify.com', { name: 'Other' })
  conversations = openConversations({ db, mailer: post.mailer, now: () => tick(1) })
  const at = new Date('2026-01-01')
  const annasRow = { id: anna, email: 'anna@example.com', firstName: 'Anna', lastName: 'Petersen', locale: 'de' }
  await db.customer.create({ data: { shopId: shop.id, ...annasRow, createdAt: at, updatedAt: at } })
  const product = { id: ring, title: 'Ring Lune', handle: 'ring-lune', productType: 'Ringe', vendor: 'HandelBlitz' }
  await db.product.create({ data: { shopId: shop.id, ...product, status: 'ACTIVE', createdAt: at, updatedAt: at } })
})

function questionOf(overrides: Partial<Question> = {}): Question {
  const text = 'Ist der Ring aus Silber?'
  return {
    email: 'anna@example.com',
    name: 'Anna',
    customerId: null,
    productId: ring,
    language: 'de',
    text,
    ...overrides,
  }
}

async function asked(
  overrides: Partial<Question> = {},
): Promise<{ requestId: ServiceRequestId; customerId: CustomerId }> {
  const result = await conversations.ask(shop, questionOf(overrides))
  if (result.outcome !== 'asked') throw new Error(result.outcome)
  return result
}

async function written(requestId: ServiceRequestId, body = 'Ja, aus 925er Silber.'): Promise<string> {
  const result = await conversations.answer(shop, requestId, { body, author: 'HandelBlitz' })
  if (result.outcome !== 'answered') throw new Error(result.outcome)
  return result.messageId
}

async function jobs(kind: string): Promise<number> {
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    select count(*) from graphile_worker.jobs where task_identifier = ${kind}`
  return Number(row?.count)
}

function tick(milliseconds: number): Date {
  clock = new Date(clock.getTime() + milliseconds)
  return clock
}

const freshAddress = () => `${randomUUID()}@example.com`

describe('a question', () => {
  test('by a logged-in customer is hers, about the product and its type, and is told on', async () => {
    const before = await jobs('question-asked')
    const { requestId, customerId } = await asked({ customerId: anna, email: 'office@example.com' })
    expect(customerId).toBe(anna)
    const row = await db.serviceRequest.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: requestId } } })
    expect(row).toMatchObject({
      productId: ring,
      productType: 'Ringe',
      subject: 'Ring Lune',
      status: 'open',
      channel: 'storefront',
    })
    expect(await jobs('question-asked')).toBe(before + 1)
  })

  test('by somebody who is not logged in finds the customer of that address', async () => {
    expect((await asked()).customerId).toBe(anna)
  })

  test('by an unknown address makes a guest, and only one however often he asks', async () => {
    const email = freshAddress()
    const [first, second] = await Promise.all([asked({ email, name: 'Bela Kurz' }), asked({ email })])
    expect(first.customerId).toBe(second.customerId)
    expect(first.customerId).toBeLessThan(0n)
    const guest = await db.customer.findUniqueOrThrow({
      where: { shopId_id: { shopId: shop.id, id: first.customerId } },
    })
    expect(guest.email).toBe(email)
  })

  test('about a product that the shop does not have keeps the question and names it by its words', async () => {
    const { requestId } = await asked({ productId: toId<ProductId>('1'), text: 'Haben Sie samstags offen?\nDanke' })
    const found = await conversations.get(shop, requestId)
    expect(found).toMatchObject({ subject: 'Haben Sie samstags offen?', product: null })
  })

  test('is the eleventh within an hour: refused, and nothing is stored', async () => {
    const email = freshAddress()
    for (let turn = 0; turn < 10; turn += 1) await asked({ email })
    expect(await conversations.ask(shop, questionOf({ email }))).toEqual({ outcome: 'too-many' })
    expect(await db.serviceRequest.count({ where: { shopId: shop.id, email } })).toBe(10)
    tick(3_600_001)
    expect((await conversations.ask(shop, questionOf({ email }))).outcome).toBe('asked')
  })
})

describe('a guest who opens an account', () => {
  test('takes his questions along', async () => {
    const email = freshAddress()
    const { requestId, customerId: guest } = await asked({ email })
    const account = toId<CustomerId>('9007199254749999')
    await db.customer.create({ data: { shopId: shop.id, id: account, email, createdAt: clock, updatedAt: clock } })
    const { requestId: unrelated } = await asked({ email: freshAddress() })
    await conversations.followPeople({ kind: 'customers-changed', shopId: shop.id, customerIds: [guest, account] })
    expect((await conversations.forCustomer(shop, account)).map(({ id }) => id)).toEqual([requestId])
    expect((await conversations.get(shop, unrelated))?.customer.id).toMatch(/^-/)
  })
})

describe('an answer', () => {
  test('goes out once even when its job runs twice, threaded and signed', async () => {
    const email = freshAddress()
    const { requestId } = await asked({ email, name: 'Anna Petersen' })
    const messageId = await written(requestId)
    const fact = { kind: 'answer-written', shopId: shop.id, requestId, messageId } as const
    await Promise.all([conversations.sendAnswer(fact), conversations.sendAnswer(fact)])
    await conversations.sendAnswer(fact)
    const mails = mailsTo(email)
    expect(mails).toHaveLength(1)
    expect(mails[0]?.subject).toBe('Re: Ihre Frage zu „Ring Lune“')
    expect(mails[0]?.messageId).toBe(`<${messageId}@handelblitz.myshopify.com>`)
    expect(mails[0]?.from?.text).toContain('HandelBlitz')
    expect(mails[0]?.replyTo?.text).toBe('hallo@handelblitz.example')
    expect(mails[0]?.text).toContain('Hallo Anna Petersen,')
    const thread = (await conversations.get(shop, requestId))?.messages
    expect(thread?.map(({ direction, delivery }) => [direction, delivery])).toEqual([
      ['received', null],
      ['sent', 'sent'],
    ])
  })

  test('that follows another refers to the whole thread', async () => {
    const email = freshAddress()
    const { requestId } = await asked({ email })
    for (const body of ['Ja.', 'Und nickelfrei.']) {
      tick(1000)
      const messageId = await written(requestId, body)
      await conversations.sendAnswer({ kind: 'answer-written', shopId: shop.id, requestId, messageId })
    }
    const [first, second] = mailsTo(email)
    expect(second?.inReplyTo).toBe(first?.messageId)
    expect(second?.references).toHaveLength(2)
  })

  test('to a refused address says so on the request, and goes out when tried again', async () => {
    const email = freshAddress()
    post.refusals.set(email, '550 5.1.1 no such user')
    const { requestId } = await asked({ email })
    const messageId = await written(requestId)
    const fact = { kind: 'answer-written', shopId: shop.id, requestId, messageId } as const
    await conversations.sendAnswer(fact)
    await conversations.sendAnswer(fact)
    const [, refused] = (await conversations.get(shop, requestId))?.messages ?? []
    expect(refused).toMatchObject({ delivery: 'refused' })
    expect(refused?.problem).toContain('550')
    post.refusals.delete(email)
    expect(await conversations.tryAgain(shop, { requestId, messageId })).toEqual({ outcome: 'queued' })
    expect(await conversations.tryAgain(shop, { requestId, messageId })).toEqual({ outcome: 'not-needed' })
    await conversations.sendAnswer(fact)
    expect(mailsTo(email)).toHaveLength(1)
  })

  test('that the server puts off is left to the job, which may take it up again', async () => {
    const email = freshAddress()
    post.refusals.set(email, '451 4.7.1 try later')
    const { requestId } = await asked({ email })
    const messageId = await written(requestId)
    const fact = { kind: 'answer-written', shopId: shop.id, requestId, messageId } as const
    await expect(conversations.sendAnswer(fact)).rejects.toThrow(/451/)
    expect((await conversations.get(shop, requestId))?.messages[1]).toMatchObject({ delivery: 'delayed' })
    post.refusals.delete(email)
    await conversations.sendAnswer(fact)
    expect(mailsTo(email)).toHaveLength(1)
  })

  test('whose worker died after the claim is not sent again by itself', async () => {
    const email = freshAddress()
    const { requestId } = await asked({ email })
    const messageId = await written(requestId)
    await db.message.updateMany({ where: { shopId: shop.id, id: messageId }, data: { claimedAt: clock } })
    tick(6 * 60_000)
    await conversations.sendAnswer({ kind: 'answer-written', shopId: shop.id, requestId, messageId })
    expect(mailsTo(email)).toHaveLength(0)
    expect((await conversations.get(shop, requestId))?.messages[1]).toMatchObject({ delivery: 'uncertain' })
  })

  test.each([
    ['', 'missing'],
    ['x'.repeat(10_001), 'too-long'],
  ])('without words or with too many is refused and the request stays open', async (body, problem) => {
    const { requestId } = await asked({ email: freshAddress() })
    expect(await conversations.answer(shop, requestId, { body, author: 'HandelBlitz' })).toEqual({
      outcome: 'invalid',
      problems: { body: problem },
    })
    expect((await conversations.get(shop, requestId))?.status).toBe('open')
  })
})

describe('the inbox', () => {
  test('pages through every request once, open ones first, newest first', async () => {
    for (let turn = 0; turn < 20; turn += 1) await asked({ email: freshAddress() })
    const seen: { id: string; status: string; createdAt: string }[] = []
    for (let cursor: string | null = null; ;) {
      const page: Awaited<ReturnType<typeof conversations.list>> = await conversations.list(shop, {
        status: 'all',
        cursor,
      })
      seen.push(...page.rows)
      cursor = page.nextCursor
      if (cursor === null) break
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(await db.serviceRequest.count({ where: { shopId: shop.id } }))
    expect(seen.length).toBeGreaterThan(25)
    const order = seen.map(({ status, createdAt }) => (status === 'open' ? '1' : '0') + createdAt)
    expect(order).toEqual([...order].sort().reverse())
    const open = await conversations.list(shop, { status: 'open', cursor: 'nonsense' })
    expect(open.rows.every(({ status }) => status === 'open')).toBe(true)
    expect(await conversations.openCount(shop)).toBe(seen.filter(({ status }) => status === 'open').length)
  })

  test('names the customer as the shop knows her', async () => {
    await asked({ name: 'somebody' })
    const { rows } = await conversations.list(shop, { status: 'open', cursor: null })
    expect(rows.find(({ customerId }) => customerId === String(anna))?.who).toBe('Anna Petersen')
  })
})

describe('another shop', () => {
  test('sees none of it, answers none of it and sends none of it again', async () => {
    const { requestId } = await asked({ email: freshAddress() })
    const messageId = await written(requestId)
    expect(await conversations.list(other, { status: 'all', cursor: null })).toEqual({ rows: [], nextCursor: null })
    expect(await conversations.get(other, requestId)).toBeNull()
    expect(await conversations.forCustomer(other, anna)).toEqual([])
    expect(await conversations.openCount(other)).toBe(0)
    const foreign = await conversations.answer(other, requestId, { body: 'Hi', author: 'Other' })
    expect(foreign).toEqual({ outcome: 'unknown-request' })
    expect(await conversations.tryAgain(other, { requestId, messageId })).toEqual({ outcome: 'not-needed' })
    expect(await timelineOf(db, other, anna, null, 10)).toEqual([])
  })
})

describe('the timeline', () => {
  test('tells questions and answers newest first, page by page', async () => {
    const { requestId, customerId } = await asked({ email: freshAddress() })
    tick(60_000)
    await written(requestId)
    const all = await timelineOf(db, shop, customerId, null, 10)
    expect(all.map(({ kind, values, lines }) => [kind, values.subject, lines])).toEqual([
      ['answer', 'Ring Lune', ['Ja, aus 925er Silber.']],
      ['question', 'Ring Lune', ['Ist der Ring aus Silber?']],
    ])
    const [newest, oldest] = all
    expect(await timelineOf(db, shop, customerId, newest ?? null, 10)).toEqual([oldest])
    expect(await timelineOf(db, shop, customerId, oldest ?? null, 10)).toEqual([])
  })
})

test.each(['', 'nonsense', '00000000-0000-4000-8000-000000000000'])('the request "%s" does not exist', async (id) => {
  expect(await conversations.get(shop, id)).toBeNull()
})

function mailsTo(address: string) {
  return post.mails.filter(({ to }) => [to].flat().some((field) => field?.text.includes(address)))
}
