import { isUtf8 } from 'node:buffer'
import type { DeliveryStore } from './delivery-store.server.ts'
import type { IntakeParts } from './parts.server.ts'
import { readBody } from './read-body.server.ts'
import { isSigned } from './signature.server.ts'

/** What a webhook's receiver looks at, whatever carried it here. */
export type Arrival = {
  method: string
  /** null where the header is missing; names are given in lower case. */
  header: (name: string) => string | null
  body: Uint8Array
}

export type ReceivingParts = Pick<IntakeParts, 'secret' | 'now'> & { store: DeliveryStore }

/** Answers a webhook that came as a request of the web platform, as a route's action sees it. */
export async function receive(parts: ReceivingParts, request: Request): Promise<Response> {
  if (request.method !== 'POST') return new Response(null, { status: 405, headers: headersOf(405) })
  const body = await readBody(request)
  const header = (name: string) => request.headers.get(name)
  if (body === null) return new Response(null, { status: 413, headers: { connection: 'close' } })
  const status = await accept(parts, { method: request.method, header, body })
  return new Response(null, { status, headers: headersOf(status) })
}

/** What an answer with this status says besides. */
export function headersOf(status: number): Record<string, string> {
  return status === 405 ? { allow: 'POST' } : {}
}

/**
 * Decides on a webhook of Shopify and returns the status to answer: the raw delivery and its job are committed before
 * we say 200; nothing is worked on here, because Shopify waits five seconds at most. 405, 400 and 401 store
 * nothing. 503 where more waits for the database than memory should hold: Shopify comes again.
 * @throws where the database cannot store it now
 */
export async function accept({ secret, store, now }: ReceivingParts, arrival: Arrival): Promise<number> {
  const { method, body } = arrival
  if (method !== 'POST') return 405
  const told = readHeaders(arrival, now)
  if (told === null || body.length === 0) return 400
  if (!isSigned(secret, body, told.signature)) return 401
  const { signature: _, ...headers } = told
  return (await store({ ...headers, body: storable(body) })) === 'stored' ? 200 : 503
}

// What Shopify signed is kept whatever it says: a body that is no JSON becomes a failed delivery that a person can see,
// where a refusal would only make Shopify repeat it and give the subscription up. To parse it here would double the cost
// of accepting it. PostgreSQL's text holds UTF-8 without NUL, which no JSON needs.
function storable(body: Uint8Array): Uint8Array {
  if (isUtf8(body) && !body.includes(0)) return body
  return encoder.encode(decoder.decode(body).replaceAll('\0', '\ufffd'))
}

const decoder = new TextDecoder()
const encoder = new TextEncoder()

function readHeaders({ header }: Arrival, now: () => Date) {
  const topic = header('x-shopify-topic')
  const domain = header('x-shopify-shop-domain')
  const apiVersion = header('x-shopify-api-version')
  const webhookId = header('x-shopify-webhook-id')
  const signature = header('x-shopify-hmac-sha256')
  if (!topic || !domain || !apiVersion || !webhookId || !signature) return null
  const triggered = new Date(header('x-shopify-triggered-at') ?? Number.NaN)
  return {
    topic,
    domain,
    apiVersion,
    webhookId,
    signature,
    // A repeated delivery keeps its event's id; where Shopify sends none, the webhook's id is the best there is.
    eventId: header('x-shopify-event-id') ?? webhookId,
    triggeredAt: Number.isNaN(triggered.getTime()) ? now() : triggered,
  }
}
