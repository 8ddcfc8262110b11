import { randomUUID } from 'node:crypto'
import type { DevShop } from '../shop.ts'
import { all, run } from '../state/query.ts'
import { buildBody } from './bodies/index.ts'
import { matchesFilter } from './filter.ts'
import { pickFields } from './include-fields.ts'
import { stringifyExact } from './json.ts'

export type Subscription = {
  id: string
  api_key: string
  topic: string
  uri: string
  source: 'toml' | 'api'
  include_fields: string
  filter: string | null
  name: string | null
  consecutive_failures: number
  created_at: string
  updated_at: string
}

/**
 * Tells every subscriber that something has happened: builds the body as Shopify's webhook has it and writes one
 * delivery row for each matching subscription, inside the caller's transaction if there is one.
 * Does nothing while nobody subscribes. Throws on a topic that this shop cannot send.
 * @param topic as in the X-Shopify-Topic header, e.g. 'orders/create'
 * @param resourceId the number of the resource as text, e.g. an order's id
 * @param extra what no table holds, e.g. the tags that were added: {tags: [...]}
 */
export function announce(shop: DevShop, topic: string, resourceId: string, extra: Record<string, unknown> = {}): void {
  const subscriptions = all<Subscription>(
    shop.state,
    'select * from webhook_subscriptions where api_key = ? and topic = ?',
    shop.app.apiKey,
    topic,
  )
  if (subscriptions.length === 0) return
  const body = buildBody(shop, topic, resourceId, extra)
  const eventId = randomUUID()
  for (const subscription of subscriptions) {
    if (!matchesFilter(subscription.filter, body)) continue
    writeDelivery(shop, subscription, eventId, stringifyExact(pickFields(body, subscription.include_fields)))
  }
  shop.wakeDispatcher()
}

function writeDelivery(shop: DevShop, subscription: Subscription, eventId: string, body: string): void {
  const now = shop.now().toISOString()
  run(
    shop.state,
    `insert into webhook_deliveries (webhook_id, event_id, subscription_id, api_key, topic, uri, triggered_at, body, due_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    randomUUID(),
    eventId,
    subscription.id,
    subscription.api_key,
    subscription.topic,
    subscription.uri,
    now,
    body,
    now,
  )
}
