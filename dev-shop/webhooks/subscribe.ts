import type { DevShop } from '../shop.ts'
import { inTransaction, takeId } from '../state/open.ts'
import { run } from '../state/query.ts'
import { sendableTopics } from './bodies/index.ts'
import { silentTopics } from './bodies/never.ts'

/** What an app may subscribe to. */
export const knownTopics = [...sendableTopics, ...silentTopics]

/**
 * Makes the subscriptions of shopify.app.toml those of the installed app: at the install and at every start, as a
 * deployment of the app does. Subscriptions made through the API stay.
 */
export function subscribeFromToml(shop: DevShop): void {
  inTransaction(shop.state, () => {
    run(shop.state, "delete from webhook_subscriptions where api_key = ? and source = 'toml'", shop.app.apiKey)
    for (const { topic, uri, includeFields, filter, name } of shop.app.config.subscriptions) {
      insertSubscription(shop, { topic, uri, includeFields, filter, name, source: 'toml' })
    }
  })
}

export type NewSubscription = {
  topic: string
  uri: string
  includeFields: string[]
  filter: string | null
  name: string | null
  source: 'toml' | 'api'
}

/** Writes one subscription and returns its id. */
export function insertSubscription(shop: DevShop, subscription: NewSubscription): string {
  const id = takeId(shop.state)
  const now = shop.now().toISOString()
  run(
    shop.state,
    `insert into webhook_subscriptions (id, api_key, topic, uri, source, include_fields, filter, name, created_at, updated_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    shop.app.apiKey,
    subscription.topic,
    subscription.uri,
    subscription.source,
    JSON.stringify(subscription.includeFields),
    subscription.filter,
    subscription.name,
    now,
    now,
  )
  return id
}

/** Throws on a topic that this shop neither sends nor knows to be silent here, for then a test would wait for it in vain. */
export function requireKnown(topic: string): void {
  if (!knownTopics.includes(topic)) throw new Error(`the dev shop cannot send webhooks of the topic ${topic}`)
}
