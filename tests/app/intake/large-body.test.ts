import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { intakeOn, SECRET, webhook } from './support.ts'

const { db } = await testDatabase()
await givenShop(db)
const intake = intakeOn(db)
const MB = 1_000_000

/** A body of one padded field, in pieces of a megabyte; `sent` counts the pieces that somebody asked for. */
function padded(megabytes: number) {
  const counter = { sent: 0 }
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (counter.sent === megabytes) {
        controller.close()
        return
      }
      const piece = new Uint8Array(MB).fill(32)
      if (counter.sent === 0) piece.set(new TextEncoder().encode('{"id":1}'))
      counter.sent += 1
      controller.enqueue(piece)
    },
  })
  return { counter, body }
}

function streamed(body: ReadableStream<Uint8Array>, headers: Record<string, string>): Request {
  const { headers: usual } = webhook({ topic: 'orders/create', body: '{}' })
  for (const [name, value] of Object.entries(headers)) usual.set(name, value)
  return new Request('http://127.0.0.1/webhooks', {
    method: 'POST',
    headers: usual,
    body,
    duplex: 'half',
  })
}

it('refuses an announced body of 20 MB without reading it', async () => {
  const { counter, body } = padded(20)
  const answer = await intake.receive(streamed(body, { 'content-length': String(20 * MB) }))
  expect(answer.status).toBe(413)
  expect(counter.sent).toBeLessThan(3) // what the stream prepares before anybody asks
  expect(await db.delivery.count()).toBe(0)
})

it('stops reading where an unannounced body comes to 20 MB', async () => {
  const { counter, body } = padded(60)
  const answer = await intake.receive(streamed(body, {}))
  expect(answer.status).toBe(413)
  expect(counter.sent).toBeLessThan(25)
})

it('takes a body just below', async () => {
  const text = `{"id":1}${' '.repeat(20 * MB - 9)}`
  const signature = createHmac('sha256', SECRET).update(text).digest('base64')
  const answer = await intake.receive(streamed(new Blob([text]).stream(), { 'x-shopify-hmac-sha256': signature }))
  expect(answer.status).toBe(200)
  expect(await db.delivery.count()).toBe(1)
})
