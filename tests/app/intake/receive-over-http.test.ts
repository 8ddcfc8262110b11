import { randomBytes } from 'node:crypto'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../app/platform/index.server.ts'
import { TOO_LARGE } from '../../../app/intake/read-body.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { intakeOn, webhook, workOff } from './support.ts'

const { db, url } = await testDatabase()
await givenShop(db)

describe('the webhook route behind the production server', () => {
  let server: Server
  let address: string

  beforeAll(async () => {
    const intake = intakeOn(db)
    server = createServer((incoming, response) => void intake.receiveOverHttp(incoming, response))
    address = await listening(server)
  })

  it('stores each of many deliveries that arrive at once exactly once, with one job each', async () => {
    const events = Array.from({ length: 250 }, (_, index) => `at-once-${String(index % 200)}`)
    const answers = await Promise.all(
      events.map((eventId) => send(address, webhook({ topic: 'orders/create', body: '{"id":1}', eventId }))),
    )
    expect(new Set(answers)).toEqual(new Set([200]))
    expect(await db.delivery.count({ where: { eventId: { startsWith: 'at-once' } } })).toBe(200)
    expect(await workOff(db, {})).toHaveLength(200)
  })

  it('lets no delivery fail for the sake of another that came at the same time', async () => {
    // Longer than an index entry may be, so PostgreSQL refuses the row.
    const unstorable = randomBytes(6_000).toString('base64url')
    const given = [...Array.from({ length: 20 }, (_, index) => `beside-${String(index)}`), unstorable]
    const answers = await Promise.all(
      given.map((eventId) => send(address, webhook({ topic: 'orders/create', body: '{"id":1}', eventId }))),
    )
    expect(answers).toEqual([...Array.from({ length: 20 }, () => 200), 500])
    expect(await db.delivery.count({ where: { eventId: { startsWith: 'beside' } } })).toBe(20)
    expect(await workOff(db, {})).toHaveLength(20)
  })

  it('refuses a forged delivery with 401, one of 20 MB with 413, anything but POST with 405; and stores none', async () => {
    const before = await db.delivery.count()
    const forged = { 'x-shopify-hmac-sha256': Buffer.from('forged').toString('base64') }
    expect(await send(address, webhook({ topic: 'orders/create', body: '{"id":1}', headers: forged }))).toBe(401)
    const large = `{"note":"${'x'.repeat(20_000_000)}"}`
    expect(await send(address, webhook({ topic: 'orders/create', body: large }))).toBe(413)
    expect(await send(address, new Request('http://127.0.0.1/webhooks'))).toBe(405)
    expect(await db.delivery.count()).toBe(before)
  })

  it('refuses a body of 20 MB whether it was announced or not, and takes one just below', async () => {
    const before = await db.delivery.count()
    const body = (bytes: number) => `{"id":1}${' '.repeat(bytes - 8)}`
    expect(await send(address, webhook({ topic: 'orders/create', body: body(TOO_LARGE) }), 'unannounced')).toBe(413)
    expect(await send(address, webhook({ topic: 'orders/create', body: body(TOO_LARGE) }))).toBe(413)
    expect(await db.delivery.count()).toBe(before)
    expect(await send(address, webhook({ topic: 'orders/create', body: body(TOO_LARGE - 1) }), 'unannounced')).toBe(200)
    expect(await db.delivery.count()).toBe(before + 1)
    expect(await workOff(db, {})).toHaveLength(1)
  })

  it('stores nothing of a body that breaks off, and goes on', async () => {
    const before = await db.delivery.count()
    const given = webhook({ topic: 'orders/create', body: '{"id":1}' })
    const headers = { ...Object.fromEntries(given.headers), 'content-length': 1000 }
    await new Promise((gone) => {
      const sending = request(new URL('/webhooks', address), { method: 'POST', headers, agent: false })
      sending.on('error', gone)
      sending.write('{"id":1}', () => sending.destroy(new Error('the line broke')))
    })
    expect(await send(address, given)).toBe(200)
    expect(await db.delivery.count()).toBe(before + 1)
    expect(await workOff(db, {})).toHaveLength(1)
  })

  it('asks Shopify to come again while the database is away', async () => {
    const away = new URL(url)
    away.port = '9'
    const nowhere = openDatabase(away.href)
    const stranded = createServer((incoming, response) => void intakeOn(nowhere).receiveOverHttp(incoming, response))
    expect(await send(await listening(stranded), webhook({ topic: 'orders/create', body: '{"id":1}' }))).toBe(500)
    stranded.close()
    await nowhere.$disconnect()
  })

  afterAll(() => {
    server.close()
  })
})

async function listening(server: Server): Promise<string> {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
}

/** Sends it byte by byte as given and returns the status; a server may answer before it has read everything. */
async function send(address: string, given: Request, length: 'announced' | 'unannounced' = 'announced') {
  const body = Buffer.from(await given.arrayBuffer())
  const size = length === 'announced' ? { 'content-length': body.length } : { 'transfer-encoding': 'chunked' }
  const headers = { ...Object.fromEntries(given.headers), ...size }
  return new Promise<number>((resolve, reject) => {
    const sending = request(
      new URL('/webhooks', address),
      { method: given.method, headers, agent: false },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode ?? 0)
      },
    )
    sending.on('error', reject)
    sending.end(body)
  })
}
