import { z } from 'zod'
import type { DeliveryId, ShopId } from '../kernel/index.ts'
import { MalformedBody, parseShopifyJson } from '../ledger/index.ts'
import { recordFact, type Database } from '../platform/index.server.ts'
import type { IntakeParts } from './parts.server.ts'
import { readBody } from './read-body.server.ts'
import { isSigned } from './signature.server.ts'

/**
 * Answers a webhook of Shopify: the raw delivery and its job are stored in one transaction before we say 200; nothing
 * is worked on here, because Shopify waits five seconds at most. 405, 413, 400 and 401 store nothing.
 */
export async function receive(
  { db, secret, now }: Pick<IntakeParts, 'db' | 'secret' | 'now'>,
  request: Request,
): Promise<Response> {
  if (request.method !== 'POST') return new Response(null, { status: 405, headers: { allow: 'POST' } })
  const bytes = await readBody(request)
  if (bytes === null) return new Response(null, { status: 413, headers: { connection: 'close' } })
  const headers = headersOf(request, now())
  if (headers === null || bytes.length === 0) return new Response(null, { status: 400 })
  if (!isSigned(secret, bytes, headers.signature)) return new Response(null, { status: 401 })
  const body = new TextDecoder().decode(bytes)
  if (!isJson(body)) return new Response(null, { status: 400 })
  await store(db, headers, body)
  return new Response(null, { status: 200 })
}

type Headers = NonNullable<ReturnType<typeof headersOf>>

const needed = z.object({
  topic: z.string().min(1),
  domain: z.string().min(1),
  apiVersion: z.string().min(1),
  webhookId: z.string().min(1),
  signature: z.string().min(1),
})

function headersOf(request: Request, now: Date) {
  const header = (name: string): string | null => request.headers.get(`x-shopify-${name}`)
  const read = needed.safeParse({
    topic: header('topic'),
    domain: header('shop-domain'),
    apiVersion: header('api-version'),
    webhookId: header('webhook-id'),
    signature: header('hmac-sha256'),
  })
  if (!read.success) return null
  const triggered = new Date(header('triggered-at') ?? Number.NaN)
  return {
    ...read.data,
    // A repeated delivery keeps its event's id; where Shopify sends none, the webhook's id is the best there is.
    eventId: header('event-id') ?? read.data.webhookId,
    triggeredAt: Number.isNaN(triggered.getTime()) ? now : triggered,
  }
}

function isJson(body: string): boolean {
  try {
    parseShopifyJson(body)
    return true
  } catch (error) {
    if (error instanceof MalformedBody) return false
    throw error
  }
}

// A shop that we do not know gets its 200 as well: what happened before the installation comes with the history import,
// and a refusal would only make Shopify repeat it and give the subscription up. A known event meets the unique key.
async function store(db: Database, headers: Headers, body: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const [stored] = await tx.$queryRaw<{ id: DeliveryId; shopId: ShopId }[]>`
      insert into delivery (shop_id, topic, event_id, webhook_id, api_version, triggered_at, body)
      select id, ${headers.topic}, ${headers.eventId}, ${headers.webhookId}, ${headers.apiVersion}, ${headers.triggeredAt}, ${body}
        from shop where domain = ${headers.domain}
      on conflict (shop_id, topic, event_id) do nothing
      returning id, shop_id as "shopId"`
    if (stored !== undefined)
      await recordFact(tx, { kind: 'delivery-received', shopId: stored.shopId, deliveryId: stored.id })
  })
}
