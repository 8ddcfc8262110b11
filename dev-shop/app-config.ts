import { readFileSync } from 'node:fs'
import { parse } from 'smol-toml'
import { z } from 'zod'
import type { AppConfig, DeclaredSubscription } from './shop.ts'

export type AppToml = AppConfig & { clientId: string; name: string; handle: string; applicationUrl: string }

/**
 * Reads shopify.app.toml as strictly as the CLI does: an unknown key, a compliance topic among the topics or two equal
 * subscriptions are an error that names the file and the place.
 */
export function readAppToml(path: string): AppToml {
  const read = tomlShape.safeParse(parse(readFileSync(path, 'utf8')))
  if (!read.success) throw new Error(`${path}:\n${z.prettifyError(read.error)}`)
  const toml = read.data
  const subscriptions = toml.webhooks.subscriptions.flatMap(declared)
  refuseEqual(path, subscriptions)
  return {
    clientId: toml.client_id,
    name: toml.name,
    handle: toml.handle,
    applicationUrl: toml.application_url,
    scopes: splitScopes(toml.access_scopes.scopes),
    webhookApiVersion: toml.webhooks.api_version,
    subscriptions,
    proxy: toml.app_proxy ?? null,
  }
}

export function splitScopes(scopes: string): string[] {
  return scopes
    .split(',')
    .map((scope) => scope.trim())
    .filter((scope) => scope !== '')
}

const COMPLIANCE = ['customers/redact', 'customers/data_request', 'shop/redact'] as const

const subscriptionShape = z
  .strictObject({
    topics: z.array(z.string().regex(/^[a-z_]+[/.][a-z_]+$/)).default([]),
    compliance_topics: z.array(z.enum(COMPLIANCE)).default([]),
    uri: z
      .string()
      .regex(/^(\/|https?:\/\/|pubsub:\/\/|arn:aws:events:)/, 'must be a path, a URL, pubsub:// or an ARN'),
    include_fields: z.array(z.string()).default([]),
    filter: z.string().optional(),
    name: z.string().max(50).optional(),
    payload_query: z.string().optional(),
    actions: z.array(z.string()).optional(),
  })
  .refine(({ topics, compliance_topics: compliance }) => topics.length + compliance.length > 0, {
    message: 'needs topics or compliance_topics',
  })
  .refine(({ topics }) => !topics.some((topic) => COMPLIANCE.some((one) => one === topic)), {
    message: 'compliance topics belong into compliance_topics',
  })

const tomlShape = z.strictObject({
  client_id: z.string(),
  name: z.string().max(30),
  handle: z.string(),
  application_url: z.url(),
  embedded: z.boolean(),
  extension_directories: z.array(z.string()).optional(),
  web_directories: z.array(z.string()).optional(),
  organization_id: z.string().optional(),
  access_scopes: z.strictObject({
    scopes: z.string(),
    optional_scopes: z.array(z.string()).optional(),
    required_scopes: z.array(z.string()).optional(),
    use_legacy_install_flow: z.boolean().optional(),
  }),
  auth: z.strictObject({ redirect_urls: z.array(z.url()) }),
  app_proxy: z.strictObject({ url: z.string(), subpath: z.string(), prefix: z.string() }).optional(),
  pos: z.strictObject({ embedded: z.boolean() }).optional(),
  build: z.looseObject({}).optional(),
  webhooks: z.strictObject({
    api_version: z.string(),
    subscriptions: z.array(subscriptionShape).default([]),
  }),
})

function declared(subscription: z.infer<typeof subscriptionShape>): DeclaredSubscription[] {
  return [...subscription.topics, ...subscription.compliance_topics].map((topic) => ({
    topic,
    uri: subscription.uri,
    includeFields: subscription.include_fields,
    filter: subscription.filter ?? null,
    name: subscription.name ?? null,
  }))
}

function refuseEqual(path: string, subscriptions: DeclaredSubscription[]): void {
  const seen = new Set<string>()
  for (const { topic, uri, filter } of subscriptions) {
    const key = JSON.stringify([topic, uri, filter])
    if (seen.has(key)) throw new Error(`${path}: two subscriptions to ${topic} at ${uri} with the same filter`)
    seen.add(key)
  }
}
