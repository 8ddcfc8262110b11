import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CampaignId, CustomerId } from '../../../app/kernel/index.ts'
import { openMailer } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { startMailServer, type MailServer } from '../../support/mail-server.ts'
import { campaignsOf, givenConsent, givenReleased, openRoom, type Room } from './room.ts'

let room: Room
let post: MailServer
let id: CampaignId
let first: CustomerId
let clock: Date

beforeAll(async () => {
  const { db } = await testDatabase()
  room = await openRoom(db, 6)
  post = await startMailServer()
  const people = await db.customer.findMany({ where: { email: { not: null } }, orderBy: { id: 'asc' }, take: 3 })
  first = people[0]?.id as CustomerId
  await givenConsent(
    room,
    people.map((person) => person.id as CustomerId),
  )
})

beforeEach(async () => {
  post.mails.length = 0
  post.refusals.clear()
  clock = new Date()
  id = await givenReleased(room, campaigns())
  await campaigns().prepare({ kind: 'campaign-released', shopId: room.shop.id, campaignId: id })
})

describe('a mail server in trouble', () => {
  test('that cannot be reached costs nothing: every mail waits and goes out once it can', async () => {
    const nowhere = openMailer('smtp://127.0.0.1:1', 'Stammkunde <crm@handelblitz.example>')
    await campaignsOf(room, nowhere, { now: () => clock }).sendMails(fact())
    nowhere.close()
    expect(await campaigns().result(room.shop, id)).toMatchObject({ sent: 0, failed: 0, unclear: 0, pending: 3 })
    expect(await nextJob()).toBeGreaterThan(clock.getTime() + 30_000)
    clock = new Date(clock.getTime() + 2 * 60_000)
    await campaigns().sendMails(fact())
    expect(await campaigns().result(room.shop, id)).toMatchObject({ sent: 3, pending: 0 })
    expect((await campaigns().find(room.shop, id))?.status).toBe('sent')
  })

  test('that does not accept our password costs nobody their mail', async () => {
    await campaignsOf(room, post.lockedOut, { now: () => clock }).sendMails(fact())
    expect(await campaigns().result(room.shop, id)).toMatchObject({ sent: 0, failed: 0, unclear: 0, pending: 3 })
    clock = new Date(clock.getTime() + 2 * 60_000)
    await campaigns().sendMails(fact())
    expect(await campaigns().result(room.shop, id)).toMatchObject({ sent: 3, pending: 0 })
  })

  test('that puts one person off gets that mail again later, the others now', async () => {
    const { email } = await room.db.customer.findFirstOrThrow({ where: { id: first } })
    post.refusals.set(email ?? '', '450 4.2.0 greylisted')
    await campaigns().sendMails(fact())
    expect(await campaigns().result(room.shop, id)).toMatchObject({ sent: 2, pending: 1, failed: 0 })
    expect((await campaigns().find(room.shop, id))?.status).toBe('sending')
    post.refusals.clear()
    await campaigns().sendMails(fact())
    expect(post.mails).toHaveLength(2)
    clock = new Date(clock.getTime() + 16 * 60_000)
    await campaigns().sendMails(fact())
    expect(post.mails).toHaveLength(3)
    expect((await campaigns().find(room.shop, id))?.status).toBe('sent')
  })

  test('whose mails come too late for their code sends none', async () => {
    clock = new Date(clock.getTime() + 40 * 86_400_000)
    await campaigns().sendMails(fact())
    expect(post.mails).toHaveLength(0)
    const { lines } = await campaigns().recipients(room.shop, id, { view: 'failed', after: null })
    expect(lines.map(({ reason }) => reason)).toEqual(['expired', 'expired', 'expired'])
  })

  test('two workers at once send each mail once', async () => {
    await Promise.all([campaigns().sendMails(fact()), campaigns().sendMails(fact()), campaigns().sendMails(fact())])
    expect(new Set(post.mails.map(({ messageId }) => messageId)).size).toBe(3)
    expect(post.mails).toHaveLength(3)
  })

  test('a customer who was deleted after release gets none', async () => {
    await room.db.customer.updateMany({ where: { id: first }, data: { deletedAt: clock } })
    await campaigns().sendMails(fact())
    await room.db.customer.updateMany({ where: { id: first }, data: { deletedAt: null } })
    expect(await campaigns().result(room.shop, id)).toMatchObject({ sent: 2, skippedFor: { gone: 1 } })
  })
})

test('the preview shows real people of the segment in both languages', async () => {
  const saved = await campaigns().find(room.shop, id)
  const input = { ...saved, segmentIds: [room.segmentId] }
  const shown = await campaigns().preview(room.shop, input)
  if (shown.outcome !== 'preview') throw new Error(JSON.stringify(shown))
  expect(shown.samples).toHaveLength(3)
  expect(shown.audience.recipients).toBe(3)
  for (const { letters, name } of shown.samples) {
    expect(letters.de).toMatchObject({ outcome: 'rendered' })
    expect(letters.en).toMatchObject({ outcome: 'rendered' })
    expect(name).not.toBe('')
  }
})

test('the preview for a segment that nobody belongs to shows an example and says that nobody would get it', async () => {
  const empty = { shopId: room.shop.id, id: crypto.randomUUID(), name: 'Leer', query: 'number_of_orders >= 99' }
  await room.db.segment.create({ data: empty })
  const saved = await campaigns().find(room.shop, id)
  const shown = await campaigns().preview(room.shop, { ...saved, segmentIds: [empty.id] })
  if (shown.outcome !== 'preview') throw new Error(JSON.stringify(shown))
  expect(shown.audience).toMatchObject({ members: 0, recipients: 0 })
  expect(shown.samples).toEqual([])
  expect(shown.example).toMatchObject({ letters: { de: { outcome: 'rendered' }, en: { outcome: 'rendered' } } })
  expect(JSON.stringify(shown.example)).toContain('Interesse an unseren Ringen')
})

test('pages through the recipients without leaving anybody out', async () => {
  const all = await campaigns().recipients(room.shop, id, { view: null, after: null })
  const [one] = all.lines
  const rest = await campaigns().recipients(room.shop, id, { view: null, after: one?.customerId ?? null })
  expect([one, ...rest.lines]).toEqual(all.lines)
})

const fact = () => ({ kind: 'campaign-mail-due', shopId: room.shop.id, campaignId: id }) as const

function campaigns() {
  return campaignsOf(room, post.mailer, { now: () => clock })
}

async function nextJob(): Promise<number> {
  const [job] = await room.db.$queryRaw<{ at: Date }[]>`
    select run_at as at from graphile_worker.jobs where key = ${`campaign-mail-${id}`}`
  return job?.at.getTime() ?? 0
}
