import { z } from 'zod'
import type { Shop } from '../../kernel/index.ts'
import { readShape } from '../../ledger/index.ts'
import type { AdminApi, Queryable } from '../../platform/index.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { noteRepairs, type Run } from './run.server.ts'

/**
 * Makes sure that Shopify tells what it should. The subscriptions of shopify.app.toml belong to the app and are shown by
 * no query, so silence is the only sign that one is lost: something had to be repaired whose topic was not heard once
 * in a day in which the app was there. Then the shop gets a subscription of its own for that topic, which is kept from
 * then on, because Shopify removes those after eight failures. Where both deliver, the event's id is the same.
 * @returns what Shopify refused, in its words; null for nothing
 */
export async function restoreSubscriptions(parts: IntakeParts, admin: AdminApi, run: Run): Promise<string | null> {
  const { db, now, webhookUrl } = parts
  const wanted = new Set([...(await ownTopics(db, run.shop)), ...(await silentTopics(db, run, now()))])
  if (wanted.size === 0) return null
  const present = await subscribedTopics(admin, webhookUrl)
  const problems: string[] = []
  for (const topic of wanted) {
    if (present.has(enumOf(topic))) continue
    const problem = await subscribe(admin, topic, webhookUrl)
    if (problem !== null) problems.push(`${topic}: ${problem}`)
    else await noteRepairs(db, run, [{ subject: 'subscription', subjectId: topic, difference: 'missing' }], now())
  }
  return problems.length === 0 ? null : problems.join('; ').slice(0, 500)
}

/** Topics that the shop got a subscription of its own for since the app was installed. */
async function ownTopics(db: Queryable, shop: Shop): Promise<string[]> {
  const rows = await db.$queryRaw<{ topic: string }[]>`
    select distinct r.subject_id as topic from repair r join shop s on s.id = r.shop_id
     where r.shop_id = ${shop.id} and r.subject = 'subscription' and r.repaired_at >= s.installed_at order by 1`
  return rows.map(({ topic }) => topic)
}

// Twelve comparisons within a day say that the app was there to hear.
async function silentTopics(db: Queryable, { shop, id }: Run, now: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ topic: string }[]>`
    with tells (subject, difference, topic) as (values
      ('order', 'missing', 'orders/create'), ('order', 'outdated', 'orders/updated'), ('order', 'gone', 'orders/delete'),
      ('customer', 'missing', 'customers/create'), ('customer', 'outdated', 'customers/update'), ('customer', 'gone', 'customers/delete'),
      ('product', 'missing', 'products/create'), ('product', 'outdated', 'products/update'), ('product', 'gone', 'products/delete'),
      ('collection', 'missing', 'collections/create'), ('collection', 'outdated', 'collections/update'), ('collection', 'gone', 'collections/delete')),
    day as (select ${now}::timestamptz - interval '1 day' as since)
    select distinct tells.topic from repair r join tells using (subject, difference) cross join day
     where r.shop_id = ${shop.id} and r.reconciliation_id = ${id}::uuid
       and not exists (
         select from delivery d where d.shop_id = r.shop_id and d.topic = tells.topic and d.received_at > day.since)
       and 12 <= (
         select count(*) from reconciliation was
          where was.shop_id = r.shop_id and was.kind = 'recent' and was.finished_at > day.since)
     order by 1`
  return rows.map(({ topic }) => topic)
}

async function subscribedTopics(admin: AdminApi, uri: string): Promise<Set<string>> {
  const answer: unknown = await admin.run(LIST, { uri })
  return new Set(readShape('subscriptions', listShape, answer).webhookSubscriptions.nodes.map(({ topic }) => topic))
}

async function subscribe(admin: AdminApi, topic: string, uri: string): Promise<string | null> {
  const answer: unknown = await admin.run(CREATE, { topic: enumOf(topic), subscription: { uri } })
  const { userErrors } = readShape('subscription', createShape, answer).webhookSubscriptionCreate
  return userErrors.length === 0 ? null : userErrors.map(({ message }) => message).join('; ')
}

/** orders/create is ORDERS_CREATE there. */
function enumOf(topic: string): string {
  return topic.replace(/[/.]/, '_').toUpperCase()
}

const LIST = `#graphql
  query OwnSubscriptions($uri: String!) { webhookSubscriptions(first: 250, uri: $uri) { nodes { topic } } }`
const CREATE = `#graphql
  mutation RestoreSubscription($topic: WebhookSubscriptionTopic!, $subscription: WebhookSubscriptionInput!) {
    webhookSubscriptionCreate(topic: $topic, webhookSubscription: $subscription) { userErrors { message } }
  }`

const listShape = z.object({ webhookSubscriptions: z.object({ nodes: z.array(z.object({ topic: z.string() })) }) })
const createShape = z.object({
  webhookSubscriptionCreate: z.object({ userErrors: z.array(z.object({ message: z.string() })) }),
})
