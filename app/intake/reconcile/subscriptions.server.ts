import { z } from 'zod'
import type { Shop } from '../../kernel/index.ts'
import { readShape } from '../../ledger/index.ts'
import type { AdminApi, Queryable } from '../../platform/index.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import type { Difference } from './difference.ts'
import { noteRepairs, type Run } from './run.server.ts'

/**
 * Makes sure that Shopify tells what it should. The subscriptions of shopify.app.toml belong to the app and are shown by
 * no query, so silence is the only sign that one is lost: something had to be repaired whose topic was not heard. Then
 * the shop gets a subscription of its own for that topic, which is kept from then on, because Shopify removes those
 * after eight failures. Where both deliver, the event's id is the same. What the shop has of its own is held to the
 * declaration: address, fields and version; what is declared no more goes.
 * @returns what Shopify refused, in its words; null for nothing
 */
export async function restoreSubscriptions(parts: IntakeParts, admin: AdminApi, run: Run): Promise<string | null> {
  const { db, now, declared } = parts
  const lost = new Set([...(await ownTopics(db, run.shop)), ...(await silentTopics(db, run, now()))])
  const steps = stepsTo(parts, lost, await ownSubscriptions(admin))
  const problems: string[] = []
  for (const { topic, difference, calls } of steps) {
    const problem = await callEach(admin, calls)
    if (problem !== null) problems.push(`${topic}: ${problem}`)
    else await noteRepairs(db, run, [{ subject: 'subscription', subjectId: topic, difference }], now())
  }
  const unknown = [...lost].filter((topic) => !declared.subscriptions.some((one) => one.topic === topic))
  problems.push(...unknown.map((topic) => `${topic}: it is declared no more`))
  return problems.length === 0 ? null : problems.join('; ').slice(0, 500)
}

type Call = { operation: string; variables: Record<string, unknown> }
type Step = { topic: string; difference: Difference; calls: Call[] }

function stepsTo({ declared, webhookUrl: uri }: IntakeParts, lost: Set<string>, present: Own[]): Step[] {
  const steps: Step[] = []
  for (const { topic, includeFields } of declared.subscriptions) {
    const [own, ...doubles] = present.filter((one) => one.topic === enumOf(topic))
    const subscription = { uri, includeFields }
    const create = { operation: CREATE, variables: { topic: enumOf(topic), subscription } }
    if (own === undefined) {
      if (lost.has(topic)) steps.push({ topic, difference: 'missing', calls: [create] })
      continue
    }
    const outOfDate = own.apiVersion.handle !== declared.apiVersion
    const same = own.uri === uri && !own.filter && sameWords(own.includeFields, includeFields) && !outOfDate
    // A subscription keeps the version with which it was made, and a filter cannot be taken off by the API for certain.
    const renewed = outOfDate || own.filter ? [remove(own), create] : [update(own, subscription)]
    if (!same) steps.push({ topic, difference: 'outdated', calls: renewed })
    if (doubles.length > 0) steps.push({ topic, difference: 'gone', calls: doubles.map(remove) })
  }
  const known = new Set(declared.subscriptions.map(({ topic }) => enumOf(topic)))
  const surplus = present.filter((one) => one.uri === uri && !known.has(one.topic))
  return [...steps, ...surplus.map((one): Step => ({ topic: one.topic, difference: 'gone', calls: [remove(one)] }))]
}

function remove({ id }: Own): Call {
  return { operation: DELETE, variables: { id } }
}

function update({ id }: Own, subscription: object): Call {
  return { operation: UPDATE, variables: { id, subscription } }
}

function sameWords(some: string[], others: string[]): boolean {
  return [...some].sort().join() === [...others].sort().join()
}

async function callEach(admin: AdminApi, calls: Call[]): Promise<string | null> {
  for (const { operation, variables } of calls) {
    const answer: unknown = await admin.run(operation, variables)
    const { userErrors } = readShape('subscription', doneShape, answer).done
    if (userErrors.length > 0) return userErrors.map(({ message }) => message).join('; ')
  }
  return null
}

/** Topics that the shop got a subscription of its own for since the app was installed. */
async function ownTopics(db: Queryable, shop: Shop): Promise<string[]> {
  const rows = await db.$queryRaw<{ topic: string }[]>`
    select distinct r.subject_id as topic from repair r join shop s on s.id = r.shop_id
     where r.shop_id = ${shop.id} and r.subject = 'subscription' and r.difference = 'missing' and r.repaired_at >= s.installed_at order by 1`
  return rows.map(({ topic }) => topic)
}

// Twelve comparisons within a day say that the app was there to hear; so does anything else that came since the last
// one, where three things or more were missed.
async function silentTopics(db: Queryable, { shop, id }: Run, now: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ topic: string }[]>`
    with tells (subject, difference, topic) as (values
      ('order', 'missing', 'orders/create'), ('order', 'outdated', 'orders/updated'), ('order', 'gone', 'orders/delete'),
      ('customer', 'missing', 'customers/create'), ('customer', 'outdated', 'customers/update'), ('customer', 'gone', 'customers/delete'),
      ('product', 'missing', 'products/create'), ('product', 'outdated', 'products/update'), ('product', 'gone', 'products/delete'),
      ('collection', 'missing', 'collections/create'), ('collection', 'outdated', 'collections/update'), ('collection', 'gone', 'collections/delete'),
      ('refund', 'missing', 'refunds/create'), ('fulfillment', 'missing', 'fulfillments/create'), ('fulfillment', 'outdated', 'fulfillments/update'),
      ('fulfillmentEvent', 'missing', 'fulfillment_events/create'), ('fulfillmentEvent', 'gone', 'fulfillment_events/delete'),
      ('checkout', 'missing', 'checkouts/create'), ('checkout', 'outdated', 'checkouts/update'),
      ('stock', 'missing', 'inventory_levels/update'), ('stock', 'outdated', 'inventory_levels/update'),
      ('stock', 'gone', 'inventory_levels/disconnect'),
      ('discount', 'missing', 'discounts/create'), ('discount', 'outdated', 'discounts/update'), ('discount', 'gone', 'discounts/delete'),
      ('redeemCode', 'missing', 'discounts/redeemcode_added'), ('redeemCode', 'gone', 'discounts/redeemcode_removed'),
      ('segment', 'missing', 'segments/create'), ('segment', 'outdated', 'segments/update'), ('segment', 'gone', 'segments/delete'),
      ('purchaseTotal', 'outdated', 'customers/purchasing_summary'), ('consent', 'missing', 'customers_email_marketing_consent/update')),
    day as (select ${now}::timestamptz - interval '1 day' as since),
    last as (
      select max(started_at) as since from reconciliation
       where shop_id = ${shop.id} and kind = 'recent' and finished_at is not null and id <> ${id}::uuid)
    select tells.topic from repair r join tells using (subject, difference) cross join day cross join last
     where r.shop_id = ${shop.id} and r.reconciliation_id = ${id}::uuid
     group by tells.topic, day.since, last.since
    having (not exists (
              select from delivery d where d.shop_id = ${shop.id} and d.topic = tells.topic and d.received_at > day.since)
            and 12 <= (
              select count(*) from reconciliation was
               where was.shop_id = ${shop.id} and was.kind = 'recent' and was.finished_at > day.since))
        or (count(*) >= 3 and not exists (
              select from delivery d where d.shop_id = ${shop.id} and d.topic = tells.topic and d.received_at > last.since)
            and exists (select from delivery d where d.shop_id = ${shop.id} and d.received_at > last.since))
     order by 1`
  return rows.map(({ topic }) => topic)
}

async function ownSubscriptions(admin: AdminApi): Promise<Own[]> {
  return readShape('subscriptions', listShape, await admin.run(LIST)).webhookSubscriptions.nodes
}

/** orders/create is ORDERS_CREATE there. */
function enumOf(topic: string): string {
  return topic.replace(/[/.]/, '_').toUpperCase()
}

const LIST = `#graphql
  query OwnSubscriptions {
    webhookSubscriptions(first: 250) { nodes { id topic uri includeFields filter apiVersion { handle } } }
  }`
const CREATE = `#graphql
  mutation RestoreSubscription($topic: WebhookSubscriptionTopic!, $subscription: WebhookSubscriptionInput!) {
    done: webhookSubscriptionCreate(topic: $topic, webhookSubscription: $subscription) { userErrors { message } }
  }`
const UPDATE = `#graphql
  mutation AlignSubscription($id: ID!, $subscription: WebhookSubscriptionInput!) {
    done: webhookSubscriptionUpdate(id: $id, webhookSubscription: $subscription) { userErrors { message } }
  }`
const DELETE = `#graphql
  mutation RemoveSubscription($id: ID!) { done: webhookSubscriptionDelete(id: $id) { userErrors { message } } }`

const ownShape = z.object({
  id: z.string(),
  topic: z.string(),
  uri: z.string(),
  includeFields: z.array(z.string()),
  filter: z.string().nullish(),
  apiVersion: z.object({ handle: z.string() }),
})
type Own = z.infer<typeof ownShape>
const listShape = z.object({ webhookSubscriptions: z.object({ nodes: z.array(ownShape) }) })
const doneShape = z.object({ done: z.object({ userErrors: z.array(z.object({ message: z.string() })) }) })
