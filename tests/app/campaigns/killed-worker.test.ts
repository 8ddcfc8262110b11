import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { CampaignId, CustomerId } from '../../../app/kernel/index.ts'
import { openMailer, type Mailer } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { campaignsOf, givenConsent, givenReleased, LINKS, openRoom, shopRows, type Room } from './room.ts'

const PEOPLE = 320
const KILLED_AFTER = 25

let room: Room
let databaseUrl: string
let mailer: Mailer
let smtpUrl: string
let id: CampaignId
const receivers: string[] = []
let onMail: () => void = () => undefined

beforeAll(async () => {
  const { db, url } = await testDatabase()
  databaseUrl = url
  room = await openRoom(db, PEOPLE)
  smtpUrl = await openSlowMailServer()
  mailer = openMailer(smtpUrl, 'Stammkunde <crm@handelblitz.example>')
  afterAll(() => {
    mailer.close()
  })
  const people = await db.customer.findMany({ select: { id: true } })
  await givenConsent(
    room,
    people.map((person) => person.id as CustomerId),
  )
  id = await givenReleased(room, campaignsOf(room, mailer))
}, 120_000)

describe('a worker that is killed', () => {
  test('between making the discount and finishing its codes leaves no second discount and no second code', async () => {
    const worker = startWorker('prepare')
    await until(() => codesAtShopify().length > 0)
    await kill(worker)
    const written = await ourCodes()
    expect((await campaigns().find(room.shop, id))?.status).toBe('preparing')
    await campaigns().prepare({ kind: 'campaign-released', shopId: room.shop.id, campaignId: id })
    expect(shopRows(room, 'select id from discounts where usage_limit = 1', z.object({ id: z.string() }))).toHaveLength(
      1,
    )
    expect(codesAtShopify()).toEqual(written)
    expect(await ourCodes()).toEqual(written)
    const admitted = shopRows(
      room,
      'select context from discounts where usage_limit = 1',
      z.object({ context: z.string() }),
    )
    const { customers } = JSON.parse(admitted[0]?.context ?? '{}') as { customers: string[] }
    expect(customers).toHaveLength(written.length)
  }, 120_000)

  test('among its mails leaves no second mail: what was on its way is reported as unclear, the rest is sent', async () => {
    const worker = startWorker('sendMails')
    const reached = new Promise<void>((resolve) => {
      onMail = () => {
        if (receivers.length >= KILLED_AFTER) resolve()
      }
    })
    await reached
    await kill(worker)
    const afterwards = () => new Date(Date.now() + 10 * 60_000)
    for (let status = 'sending'; status === 'sending';) {
      await campaigns(afterwards).sendMails({ kind: 'campaign-mail-due', shopId: room.shop.id, campaignId: id })
      status = (await campaigns().find(room.shop, id))?.status ?? ''
    }
    expect(new Set(receivers).size).toBe(receivers.length)
    const result = await campaigns(afterwards).result(room.shop, id)
    expect(result.sent + result.failed + result.skipped + result.unclear).toBe(result.audience)
    expect(result.failed + result.pending).toBe(0)
    expect(result.unclear).toBeGreaterThan(0)
    expect(result.unclear).toBeLessThanOrEqual(16)
    expect(receivers.length).toBeGreaterThanOrEqual(result.sent)
  }, 120_000)
})

function campaigns(now: () => Date = () => new Date()) {
  return campaignsOf(room, mailer, { now })
}

function startWorker(step: 'prepare' | 'sendMails'): ChildProcess {
  const { accessToken, running, shop } = room
  const parts = { databaseUrl, origin: running.origin, domain: shop.domain, accessToken, smtpUrl, links: LINKS }
  const given = JSON.stringify({ step, ...parts, shopId: shop.id, campaignId: id })
  return spawn('node', ['tests/app/campaigns/campaign-worker.ts', given], { stdio: ['ignore', 'ignore', 'inherit'] })
}

async function kill(worker: ChildProcess): Promise<void> {
  const gone = once(worker, 'exit')
  worker.kill('SIGKILL')
  expect((await gone)[1]).toBe('SIGKILL')
}

function codesAtShopify(): string[] {
  const sql = 'select code from discount_codes where discount_id in (select id from discounts where usage_limit = 1)'
  return shopRows(room, sql, z.object({ code: z.string() }))
    .map(({ code }) => code)
    .sort()
}

async function ourCodes(): Promise<string[]> {
  const rows = await room.db.recipient.findMany({ where: { campaignId: id, code: { not: null } } })
  return rows.flatMap(({ code }) => code ?? []).sort()
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await pause(5)
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
        onMail()
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
