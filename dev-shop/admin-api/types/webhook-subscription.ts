import { gid } from '../../ids.ts'
import type { Subscription } from '../../webhooks/announce.ts'
import type { Context } from '../context.ts'
import type { Fields } from '../resolver.ts'
import { dateTime } from '../values.ts'

export const webhookSubscriptionFields: Fields = {
  id: ({ id }: Subscription) => gid('WebhookSubscription', id),
  legacyResourceId: ({ id }: Subscription) => id,
  topic: ({ topic }: Subscription) => topicEnum(topic),
  uri: ({ uri }: Subscription, _: object, { shop }: Context) => new URL(uri, shop.app.url).href,
  filter: ({ filter }: Subscription) => filter ?? '',
  name: ({ name }: Subscription) => name,
  format: () => 'JSON',
  includeFields: (subscription: Subscription) => JSON.parse(subscription.include_fields) as unknown,
  metafieldNamespaces: () => [],
  metafields: () => [],
  apiVersion: (_source: Subscription, _: object, { shop }: Context) => ({
    handle: shop.app.config.webhookApiVersion,
    displayName: shop.app.config.webhookApiVersion,
    supported: true,
  }),
  createdAt: (subscription: Subscription) => dateTime(subscription.created_at),
  updatedAt: (subscription: Subscription) => dateTime(subscription.updated_at),
}

/** 'customer.tags_added' is CUSTOMER_TAGS_ADDED in the enum. */
export function topicEnum(topic: string): string {
  return topic.replace(/[/.]/, '_').toUpperCase()
}
