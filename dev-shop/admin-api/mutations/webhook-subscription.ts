import { parseGid } from '../../ids.ts'
import { first, run } from '../../state/query.ts'
import type { Subscription } from '../../webhooks/announce.ts'
import { insertSubscription, knownTopics } from '../../webhooks/subscribe.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'
import { topicEnum } from '../types/webhook-subscription.ts'

export const webhookSubscriptionMutations: Fields = {
  webhookSubscriptionCreate: createSubscription,
  webhookSubscriptionUpdate: updateSubscription,
  webhookSubscriptionDelete: deleteSubscription,
}

type Input = {
  uri?: string | null
  filter?: string | null
  format?: string | null
  includeFields?: string[] | null
  name?: string | null
}

function createSubscription(
  _source: unknown,
  { topic: wanted, webhookSubscription: input }: { topic: string; webhookSubscription: Input },
  context: Context,
) {
  const topic = topicOf(wanted)
  const refused = inputRefusal(input, true)
  if (refused !== null) return wrong(...refused)
  const uri = input.uri ?? ''
  const taken = first(
    context.shop.state,
    'select 1 from webhook_subscriptions where api_key = ? and topic = ? and uri = ? and coalesce(filter, ?) = ?',
    context.shop.app.apiKey,
    topic,
    uri,
    '',
    input.filter ?? '',
  )
  if (taken !== undefined) return wrong(['webhookSubscription', 'uri'], 'Address for this topic has already been taken')
  const id = insertSubscription(context.shop, {
    topic,
    uri,
    includeFields: input.includeFields ?? [],
    filter: input.filter ?? null,
    name: input.name ?? null,
    source: 'api',
  })
  return { webhookSubscription: subscriptionById(context, id), userErrors: [] }
}

// The schema has let real topics through only; one that this shop never sends is written as near as the enum tells.
function topicOf(wanted: string): string {
  return knownTopics.find((one) => topicEnum(one) === wanted) ?? wanted.toLowerCase().replace(/_(?=[^_]+$)/, '/')
}

function updateSubscription(
  _source: unknown,
  { id: given, webhookSubscription: input }: { id: string; webhookSubscription: Input },
  context: Context,
) {
  const subscription = findSubscription(context, given)
  if (subscription === null) return wrong(['id'], 'Webhook subscription does not exist')
  const refused = inputRefusal(input, false)
  if (refused !== null) return wrong(...refused)
  run(
    context.shop.state,
    `update webhook_subscriptions set uri = coalesce(?, uri), filter = ?, include_fields = ?, name = coalesce(?, name),
       updated_at = ? where id = ?`,
    input.uri ?? null,
    input.filter === undefined ? subscription.filter : input.filter,
    input.includeFields == null ? subscription.include_fields : JSON.stringify(input.includeFields),
    input.name ?? null,
    context.shop.now().toISOString(),
    subscription.id,
  )
  return { webhookSubscription: subscriptionById(context, subscription.id), userErrors: [] }
}

function deleteSubscription(_source: unknown, { id: given }: { id: string }, context: Context) {
  const subscription = findSubscription(context, given)
  const missing = { field: ['id'], message: 'Webhook subscription does not exist' }
  if (subscription === null) return { deletedWebhookSubscriptionId: null, userErrors: [missing] }
  run(context.shop.state, 'delete from webhook_subscriptions where id = ?', subscription.id)
  return { deletedWebhookSubscriptionId: given, userErrors: [] }
}

/** A subscription made through the API by this app; those of shopify.app.toml are hidden from the API, as at Shopify. */
export function findSubscription(context: Context, given: string): Subscription | null {
  const id = parseGid(given, 'WebhookSubscription')
  return id === null ? null : subscriptionById(context, id)
}

function subscriptionById({ shop }: Context, id: string): Subscription | null {
  return (
    first<Subscription>(
      shop.state,
      "select * from webhook_subscriptions where id = ? and api_key = ? and source = 'api'",
      id,
      shop.app.apiKey,
    ) ?? null
  )
}

function inputRefusal(input: Input, complete: boolean): [string[], string] | null {
  if (complete && !input.uri) return [['webhookSubscription', 'uri'], "Address can't be blank"]
  if (input.uri != null && !/^https?:\/\//.test(input.uri)) {
    return [['webhookSubscription', 'uri'], 'Address protocol must be https://']
  }
  if (input.format === 'XML') return [['webhookSubscription', 'format'], 'The dev shop sends JSON only']
  if (input.name != null && !/^[A-Za-z0-9_-]{1,50}$/.test(input.name)) {
    return [['webhookSubscription', 'name'], 'Name is invalid']
  }
  return null
}

function wrong(field: string[], message: string) {
  return { webhookSubscription: null, userErrors: [{ field, message }] }
}
