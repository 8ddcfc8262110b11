import { beforeAll, describe, expect, test } from 'vitest'
import { timelineOf } from '../../../app/conversations/index.server.ts'
import { anna, freshAddress, openRoom, type Room } from './room.ts'

let db: Room['db']
let shop: Room['shop']
let other: Room['other']
let conversations: Room['conversations']
let asked: Room['asked']
let written: Room['written']
let tick: Room['tick']

beforeAll(async () => {
  ;({ db, shop, other, conversations, asked, written, tick } = await openRoom())
})

describe('the inbox', () => {
  test('pages through every request once, open ones first, newest first', async () => {
    for (let turn = 0; turn < 30; turn += 1) {
      const { requestId } = await asked({ email: freshAddress() })
      if (turn % 7 === 0) await written(requestId)
    }
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

test('the newest words in a thread are marked as ours where we wrote them', async () => {
  const { requestId } = await asked({ email: freshAddress() })
  const find = async () =>
    (await conversations.list(shop, { status: 'all', cursor: null })).rows.find(({ id }) => id === requestId)
  expect(await find()).toMatchObject({ ours: false, excerpt: 'Ist der Ring aus Silber?' })
  await written(requestId, 'Ja, aus Silber.')
  const { rows } = await conversations.list(shop, { status: 'answered', cursor: null })
  expect(rows.find(({ id }) => id === requestId)).toMatchObject({ ours: true, excerpt: 'Ja, aus Silber.' })
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
