import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import { guestIdOf } from '../../../app/ledger/index.server.ts'
import { openNotes, timelineOf } from '../../../app/notes/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { openLedgerRows } from '../profiles/ledger-rows.ts'

const { db } = await testDatabase()
// Still the 24th in Berlin's Monday night: 23:30 of the 23rd in UTC.
let now = new Date('2026-11-23T23:30:00Z')
const notes = openNotes({ db, now: () => now })
let count = 0
let shop: Shop
let anna: CustomerId
let rows: ReturnType<typeof openLedgerRows>

beforeEach(async () => {
  count += 1
  now = new Date('2026-11-23T23:30:00Z')
  shop = await givenShop(db, `notes-${String(count)}.myshopify.com`)
  rows = openLedgerRows(db, shop)
  anna = await rows.customer('Anna')
})

function act(form: Record<string, string>, person = '11', customerId = anna, where = shop) {
  const data = new FormData()
  for (const [name, value] of Object.entries(form)) data.set(name, value)
  return notes.act(where, { customerId, person, form: data })
}

const write = async (body: string, person?: string) => {
  const id = randomUUID()
  expect(await act({ intent: 'write-note', id, body }, person)).toEqual({ outcome: 'saved' })
  return id
}
const add = async (title: string, dueDay = '', assignee = '') => {
  const id = randomUUID()
  expect(await act({ intent: 'add-task', id, title, dueDay, assignee })).toEqual({ outcome: 'saved' })
  return id
}
const book = () => notes.notebook(shop, anna)

describe('a note', () => {
  test('says who wrote it and when, and who changed it, as soon as they have said how they are called', async () => {
    const id = await write('Mag Silber', '11')
    expect((await book()).notes).toMatchObject([{ author: null, editedAt: null }])
    now = new Date('2026-11-24T08:00:00Z')
    await act({ intent: 'edit-note', id, body: 'Mag Gold' }, '12')
    await act({ intent: 'name-me', name: ' Kai  Öst ' }, '11')
    await act({ intent: 'name-me', name: 'Ute' }, '12')
    const at = '2026-11-23T23:30:00.000Z'
    const edited = { editor: 'Ute', editedAt: '2026-11-24T08:00:00.000Z' }
    expect((await book()).notes).toEqual([
      { id, body: 'Mag Gold', pinned: false, author: 'Kai Öst', at, ...edited, deleted: false },
    ])
  })

  test('stands first while it is pinned', async () => {
    const old = await write('alt')
    now = new Date('2026-11-24T08:00:00Z')
    await write('neu')
    expect((await book()).notes.map(({ body }) => body)).toEqual(['neu', 'alt'])
    await act({ intent: 'pin-note', id: old, pinned: 'yes' })
    expect((await book()).notes.map(({ body }) => body)).toEqual(['alt', 'neu'])
    await act({ intent: 'pin-note', id: old, pinned: 'no' })
    expect((await book()).notes.map(({ body }) => body)).toEqual(['neu', 'alt'])
  })

  test('that was deleted can be brought back, is not told in the timeline, and is gone for good after a day', async () => {
    const id = await write('weg')
    await act({ intent: 'delete-note', id })
    expect((await book()).notes).toMatchObject([{ deleted: true }])
    expect(await timelineOf(db, shop, anna, null, 10)).toEqual([])
    await act({ intent: 'restore-note', id })
    expect((await book()).notes).toMatchObject([{ body: 'weg', deleted: false }])
    await act({ intent: 'delete-note', id })
    now = new Date(now.getTime() + 16 * 60_000)
    expect((await book()).notes).toEqual([])
    await notes.purge()
    expect(await db.customerNote.count({ where: { shopId: shop.id } })).toBe(1)
    now = new Date(now.getTime() + 86_400_000)
    await notes.purge()
    expect(await db.customerNote.count({ where: { shopId: shop.id } })).toBe(0)
  })

  test('that is empty or too long is refused, and sent twice it is written once', async () => {
    for (const body of ['', ' \n ', 'x'.repeat(5_001)])
      expect(await act({ intent: 'write-note', id: randomUUID(), body })).toEqual({ outcome: 'invalid' })
    const id = await write('einmal')
    expect(await act({ intent: 'write-note', id, body: 'noch einmal' })).toEqual({ outcome: 'saved' })
    expect((await book()).notes.map(({ body }) => body)).toEqual(['einmal'])
  })
})

describe('a task', () => {
  test('is overdue from the day after its day in the shop’s time zone, and stands on the home page then', async () => {
    await add('Gestern', '2026-11-23')
    await add('Heute', '2026-11-24')
    await add('Ohne Tag')
    expect((await book()).tasks.map(({ title, overdue }) => [title, overdue])).toEqual([
      ['Gestern', true],
      ['Heute', false],
      ['Ohne Tag', false],
    ])
    expect(await notes.overdue(shop)).toEqual({ count: 1, first: { customerId: String(anna), title: 'Gestern' } })
  })

  test('says who has it and who has done it; a tick can be taken back', async () => {
    await act({ intent: 'name-me', name: 'Kai' }, '11')
    await act({ intent: 'name-me', name: 'Ute' }, '12')
    const id = await add('Anrufen', '2026-11-01', '12')
    await act({ intent: 'do-task', id }, '11')
    expect((await book()).tasks).toMatchObject([{ assignee: 'Ute', doer: 'Kai', overdue: false }])
    expect((await notes.overdue(shop)).count).toBe(0)
    const [told] = await timelineOf(db, shop, anna, null, 10)
    expect(told).toMatchObject({ kind: 'task-done', values: { title: 'Anrufen', author: 'Kai' } })
    await act({ intent: 'undo-task', id }, '11')
    expect((await book()).tasks).toMatchObject([{ doer: null, doneAt: null, overdue: true }])
    await act({ intent: 'delete-task', id })
    expect((await notes.overdue(shop)).count).toBe(0)
    await act({ intent: 'restore-task', id })
    expect((await notes.overdue(shop)).count).toBe(1)
  })

  test('without words or with a day that does not exist is refused', async () => {
    for (const form of [
      { title: ' ', dueDay: '' },
      { title: 'x', dueDay: '2026-02-30' },
      { title: 'x', dueDay: 'morgen' },
    ])
      expect(await act({ intent: 'add-task', id: randomUUID(), assignee: '', ...form })).toEqual({ outcome: 'invalid' })
  })
})

test('the timeline of notes goes on before the place where a page ended, at equal times too', async () => {
  for (const body of ['eins', 'zwei', 'drei']) await write(body)
  const all = await timelineOf(db, shop, anna, null, 10)
  const [first] = all
  expect(all).toHaveLength(3)
  expect(await timelineOf(db, shop, anna, first ?? null, 10)).toEqual(all.slice(1))
})

test('another shop neither sees nor changes notes and tasks, not even of a customer with the same number', async () => {
  const id = await write('Geheim')
  const task = await add('Anrufen', '2026-01-01')
  const other = await givenShop(db, `other-${String(count)}.myshopify.com`)
  await db.customer.create({ data: { shopId: other.id, id: anna, createdAt: now, updatedAt: now } })
  for (const intent of ['edit-note', 'pin-note', 'delete-note', 'restore-note'])
    expect(await act({ intent, id, body: 'Fremd', pinned: 'yes' }, '11', anna, other)).toEqual({ outcome: 'unknown' })
  for (const intent of ['do-task', 'undo-task', 'delete-task'])
    expect(await act({ intent, id: task }, '11', anna, other)).toEqual({ outcome: 'unknown' })
  await act({ intent: 'name-me', name: 'Fremd' }, '11', anna, other)
  expect(await notes.notebook(other, anna)).toMatchObject({ notes: [], tasks: [] })
  expect(await notes.overdue(other)).toEqual({ count: 0, first: null })
  expect(await timelineOf(db, other, anna, null, 10)).toEqual([])
  expect(await book()).toMatchObject({ notes: [{ body: 'Geheim', author: null, pinned: false, deleted: false }] })
})

test('nobody writes about a customer whom the shop does not have', async () => {
  const form = { intent: 'write-note', id: randomUUID(), body: 'x' }
  expect(await act(form, '11', 1n as CustomerId)).toEqual({ outcome: 'unknown' })
  const task = { intent: 'add-task', id: randomUUID(), title: 'x', dueDay: '', assignee: '' }
  expect(await act(task, '11', 1n as CustomerId)).toEqual({ outcome: 'unknown' })
})

describe('what was noted follows the person', () => {
  test('into whom she was merged', async () => {
    await write('Mag Silber')
    await add('Anrufen')
    const berta = await rows.customer('Berta')
    const key = { shopId_id: { shopId: shop.id, id: anna } }
    await db.customer.update({ where: key, data: { mergedInto: berta, deletedAt: now } })
    const fact = { kind: 'customers-merged', shopId: shop.id, customerId: anna, survivorId: berta } as const
    await notes.followMerge(fact)
    await notes.followMerge(fact)
    const { notes: theirs, tasks } = await notes.notebook(shop, berta)
    expect([theirs.length, tasks.length]).toEqual([1, 1])
  })

  test.each(['customers-changed', 'history-imported'] as const)('from guest to account, by %s', async (kind) => {
    const email = 'anna@example.com'
    const guest = guestIdOf(email)
    await db.customer.create({ data: { shopId: shop.id, id: guest, email, createdAt: now, updatedAt: now } })
    await act({ intent: 'write-note', id: randomUUID(), body: 'Als Gast' }, '11', guest)
    if (kind === 'customers-changed') await notes.followPeople({ kind, shopId: shop.id, customerIds: [anna] })
    else await notes.followEverybody({ kind, shopId: shop.id } as never)
    expect((await book()).notes).toMatchObject([{ body: 'Als Gast' }])
  })
})
