import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { z } from 'zod'

/** A topic as shopify.app.toml declares it; without the compliance topics, which no API knows. */
export type DeclaredSubscription = { topic: string; includeFields: string[] }
export type DeclaredWebhooks = { apiVersion: string; subscriptions: DeclaredSubscription[] }

/** Reads which webhooks the app is declared to get. */
export function declaredWebhooks(path = 'shopify.app.toml'): DeclaredWebhooks {
  const { webhooks } = shape.parse(parse(readFileSync(path, 'utf8')))
  const subscriptions = webhooks.subscriptions.flatMap(({ topics, include_fields: includeFields }) =>
    topics.map((topic) => ({ topic, includeFields })),
  )
  return { apiVersion: webhooks.api_version, subscriptions }
}

const shape = z.object({
  webhooks: z.object({
    api_version: z.string(),
    subscriptions: z.array(
      z.object({ topics: z.array(z.string()).default([]), include_fields: z.array(z.string()).default([]) }),
    ),
  }),
})
