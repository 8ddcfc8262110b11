import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { CollectionId, CustomerId } from '../../../app/kernel/index.ts'
import { migrateJobs, recordFact } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenConsent, LINKS, openRoom, shopRows, type Room } from '../campaigns/room.ts'
import { givenAutomation, givenLiking, withCode } from './room.ts'

const PEOPLE = 40
const KILLS = 8

let room: Room
let databaseUrl: string
let smtpUrl: string
const receivers: string[] = []

beforeAll(async () => {
  const { db, url } = await testDatabase()
  databaseUrl = url
  room = await openRoom(db, PEOPLE)
  await migrateJobs(url)
  smtpUrl = await openSlowMailServer()
  const people = (await db.customer.findMany({ select: { id: true } })).map(({ id }) => id as CustomerId)
  await givenConsent(room, people)
  await givenLiking(room, people, 'Ringe')
  const offer = { value: { kind: 'percentage', percent: 10 }, on: 'occasion', validDays: 14 }
  await givenAutomation(room, {
    ...{ trigger: { kind: 'new-collection' }, condition: '', reentryDays: 14, restDays: 3, stopOnPurchase: true },
    first: 'mail',
    steps: [
      { id: 'mail', kind: 'mail', edges: { next: 'tag' }, messages: withCode, offer },
      { id: 'tag', kind: 'tag', edges: { next: 'task' }, tag: 'angeschrieben' },
      { id: 'task', kind: 'task', edges: {}, title: 'Anrufen', dueDays: 2 },
    ],
  })
}, 120_000)

describe('a worker that is killed again and again', () => {
  it('leaves nobody written to twice, nobody without an end, and one code, one tag and one task for each', async () => {
    const collection = await room.db.collection.findFirstOrThrow({ where: { title: 'Ringe' } })
    const collectionId = collection.id as CollectionId
    await recordFact(room.db, { kind: 'collection-appeared', shopId: room.shop.id, collectionId })
    for (let kills = 1; kills <= KILLS; kills += 1) {
      const worker = startWorker()
      const enough = Math.floor((kills * PEOPLE) / (KILLS + 2))
      await until(() => Promise.resolve(receivers.length >= enough))
      await kill(worker)
    }
    const last = startWorker()
    await until(isOver)
    await kill(last)

    expect(new Set(receivers).size).toBe(receivers.length)
    const { db, shop } = room
    const runs = await db.automationRun.findMany()
    expect(runs).toHaveLength(PEOPLE)
    const logs = await db.automationStepLog.findMany({ orderBy: [{ runId: 'asc' }, { position: 'asc' }] })
    const mails = await db.recipient.findMany({ where: { shopId: shop.id } })
    expect(mails).toHaveLength(PEOPLE)
    expect(mails.filter(({ status }) => status === 'sent').length).toBeLessThanOrEqual(receivers.length)
    expect(logs.filter(({ kind, outcome }) => kind === 'mail' && outcome === 'sent')).toHaveLength(mailed().length)
    const told = z.object({ code: z.string() })
    const codes = shopRows(
      room,
      'select code from discount_codes where discount_id in (select id from discounts where usage_limit = 1)',
      told,
    )
    expect(codes.map(({ code }) => code).sort()).toEqual(mails.map(({ code }) => code ?? '').sort())
    const tagged = shopRows(
      room,
      `select tags from customers where tags like '%angeschrieben%'`,
      z.object({ tags: z.string() }),
    )
    const done = runs.filter(({ status }) => status === 'ended')
    expect(await db.customerTask.count()).toBe(done.length)
    expect(tagged).toHaveLength(done.length)
    expect(logs.filter(({ kind }) => kind === 'task')).toHaveLength(done.length)

    function mailed() {
      return runs.filter(({ id }) => logs.some((log) => log.runId === id && log.kind === 'tag'))
    }
  }, 180_000)
})

/** Nobody is due any more: those who are left wait for a mail whose fate a killed worker took with it. */
async function isOver(): Promise<boolean> {
  const unclear = await room.db.recipient.count({ where: { status: 'claimed' } })
  const ended = await room.db.automationRun.count({ where: { status: 'ended' } })
  return ended + unclear === PEOPLE
}

function startWorker(): ChildProcess {
  const { accessToken, running, shop } = room
  const given = { databaseUrl, origin: running.origin, domain: shop.domain, accessToken, smtpUrl, links: LINKS }
  const args = ['tests/app/automations/automation-worker.ts', JSON.stringify(given)]
  return spawn('node', args, { stdio: ['ignore', 'ignore', 'inherit'] })
}

async function kill(worker: ChildProcess): Promise<void> {
  const gone = once(worker, 'exit')
  worker.kill('SIGKILL')
  expect((await gone)[1]).toBe('SIGKILL')
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20)
}

/** Takes 20 ms for each mail, so that a worker can be killed among them. */
async function openSlowMailServer(): Promise<string> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      // A killed worker cuts its connections in the middle of a message.
      stream.on('error', done)
      stream.on('end', () => {
        receivers.push(...envelope.rcptTo.map(({ address }) => address))
        setTimeout(done, 20)
      })
      stream.resume()
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  afterAll(() => new Promise<void>((closed) => server.close(closed)))
  return `smtp://127.0.0.1:${String((server.server.address() as AddressInfo).port)}`
}
