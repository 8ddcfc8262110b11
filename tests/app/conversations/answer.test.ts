import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { openConversations } from '../../../app/conversations/index.server.ts'
import { freshAddress, openRoom, type Room } from './room.ts'

let db: Room['db']
let post: Room['post']
let shop: Room['shop']
let conversations: Room['conversations']
let asked: Room['asked']
let written: Room['written']
let tick: Room['tick']
let mailsTo: Room['mailsTo']

beforeAll(async () => {
  ;({ db, post, shop, conversations, asked, written, tick, mailsTo } = await openRoom())
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
    expect(mails[0]?.text).toContain('Hallo Anna,\n')
    const thread = (await conversations.get(shop, requestId))?.messages
    expect(thread?.map(({ direction, delivery }) => [direction, delivery])).toEqual([
      ['received', null],
      ['sent', 'sent'],
    ])
  })

  test('sent twice under one id, as by a double click, is one message and one mail', async () => {
    const email = freshAddress()
    const { requestId } = await asked({ email })
    const form = { id: randomUUID(), body: 'Ja, aus Silber.', author: 'HandelBlitz' }
    const outcomes = await Promise.all([form, form].map((sent) => conversations.answer(shop, requestId, sent)))
    expect(outcomes).toEqual(outcomes.map(() => ({ outcome: 'answered', messageId: form.id })))
    expect((await conversations.get(shop, requestId))?.messages).toHaveLength(2)
    const jobs = await db.$queryRaw<{ count: number }[]>`
      select count(*)::int as count from graphile_worker._private_jobs where payload ->> 'messageId' = ${form.id}`
    expect(jobs).toEqual([{ count: 1 }])
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

  test('that our own log-in keeps from the server is our problem: delayed, and sent once the password is right', async () => {
    const email = freshAddress()
    const { requestId } = await asked({ email })
    const messageId = await written(requestId)
    const fact = { kind: 'answer-written', shopId: shop.id, requestId, messageId } as const
    const lockedOut = openConversations({ db, mailer: post.lockedOut, now: () => tick(1) })
    await expect(lockedOut.sendAnswer(fact)).rejects.toThrow(/535/)
    const [, delayed] = (await conversations.get(shop, requestId))?.messages ?? []
    expect(delayed).toMatchObject({ delivery: 'delayed' })
    expect(delayed?.problem).toContain('535')
    await conversations.sendAnswer(fact)
    expect(mailsTo(email)).toHaveLength(1)
  })

  test('whose worker died after the claim is not sent again by itself', async () => {
    const email = freshAddress()
    const { requestId } = await asked({ email })
    const messageId = await written(requestId)
    await db.message.updateMany({ where: { shopId: shop.id, id: messageId }, data: { claimedAt: tick(0) } })
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
