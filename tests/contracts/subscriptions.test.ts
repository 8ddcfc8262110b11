import { readFileSync } from 'node:fs'
import { metadataForWebhook, schemaForWebhook } from 'shopify-webhook-schemas'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { topicsRead } from '../../app/intake/kinds/index.server.ts'
import type { DeliveryId, Shop } from '../../app/kernel/index.ts'
import { readAppToml } from '../../dev-shop/app-config.ts'
import { pickFields } from '../../dev-shop/webhooks/include-fields.ts'
import type { JsonObject } from '../../dev-shop/webhooks/json.ts'
import { localEnvironment } from '../../scripts/environment.ts'
import { ledgerDump } from '../app/intake/ledger-dump.ts'
import { intakeOn, webhook } from '../app/intake/support.ts'
import { testDatabase } from '../support/database.ts'
import { givenShop } from '../support/shops.ts'

// The newest version that the package describes; for our topics 2026-10 is the same.
const VERSION = '2026-07'

const { subscriptions, scopes } = readAppToml('shopify.app.toml')
const { db } = await testDatabase()
const intake = intakeOn(db)
const choosy = subscriptions.filter(({ includeFields }) => includeFields.length > 0)
const topics = subscriptions.map(({ topic }) => topic)

const metadata = z.object({ response: z.custom<JsonObject>(), access_scopes: z.array(z.string()).default([]) })
const published = (topic: string) => metadata.parse(metadataForWebhook(VERSION, topic))

type Schema = { properties?: Record<string, Schema>; items?: Schema | false; anyOf?: Schema[] }

/** Whether the published schema knows the path. Where an example's list is empty, the topic of its members tells. */
function knows(schema: Schema | undefined, path: string[], topicOfMembers?: string): boolean {
  const [key, ...rest] = path
  if (schema === undefined) return false
  if (key === undefined) return true
  if (schema.items === false && topicOfMembers !== undefined)
    return knows(schemaForWebhook(VERSION, topicOfMembers) as Schema, path)
  if (schema.items) return knows(schema.items, path)
  if (schema.anyOf?.some((one) => knows(one, path))) return true
  return knows(schema.properties?.[key], rest, key === 'refunds' ? 'refunds/create' : undefined)
}

describe('shopify.app.toml', () => {
  it('subscribes to every topic that is read, once', () => {
    expect(topics.toSorted()).toEqual(topicsRead.toSorted())
  })

  it('asks for the scopes of the environment and of the example, and for all that its topics need', () => {
    const example = /^SCOPES=(.*)$/m.exec(readFileSync('.env.example', 'utf8'))?.[1]
    expect(example?.split(',')).toEqual(scopes)
    const { SCOPES } = localEnvironment('postgresql://nowhere', { web: 1, devShop: 2, smtp: 3 })
    expect(SCOPES?.split(',')).toEqual(scopes)
    const unreadable = topics.filter((topic) => {
      const needed = published(topic).access_scopes
      return needed.length > 0 && !needed.some((scope) => scopes.includes(`read_${scope}`))
    })
    expect(unreadable).toEqual([])
  })

  it.each(choosy)('chooses fields of $topic that Shopify publishes', ({ topic, includeFields }) => {
    const schema = schemaForWebhook(VERSION, topic) as Schema
    expect(includeFields.filter((path) => !knows(schema, path.split('.')))).toEqual([])
  })

  it('always chooses a field that changes, unless the topic is told once', () => {
    const changing = /updated_at$|occurredAt$|lastEditDate$|committed_at$|deleted_at$|completed_at$|api_job_id$/
    const once = ['refunds/create', 'returns/request', 'returns/approve', 'returns/decline', 'checkouts/delete']
    const constant = choosy.filter(({ includeFields }) => !includeFields.some((path) => changing.test(path)))
    expect(constant.map(({ topic }) => topic)).toEqual(once)
  })
})

describe("Shopify's example", () => {
  it.each(choosy)('of $topic, cut to the chosen fields, ends in the same rows', async ({ topic, includeFields }) => {
    const example = eventful(topic)
    const whole = await rowsOf(topic, example)
    expect(await rowsOf(topic, pickFields(example, JSON.stringify(includeFields)))).toEqual(whole)
    expect(whole.outcome).not.toBe('failed')
  })
})

/** The published example; where it is empty or about a failure, with what makes it worth reading. */
function eventful(topic: string): JsonObject {
  const example = published(topic).response
  if (topic === 'customers/merge') return { ...example, status: 'completed' }
  if (!topic.startsWith('orders/') || topic === 'orders/edited') return example
  const codes = [{ code: 'WILLKOMMEN10', amount: '5.00', type: 'percentage' }]
  return { ...example, refunds: [published('refunds/create').response], discount_codes: codes, checkout_token: 'token' }
}

let shops = 0

async function rowsOf(topic: string, body: JsonObject) {
  const shop = await shopFor(topic)
  await intake.receive(
    webhook({ domain: shop.domain, topic, body: JSON.stringify(body), triggeredAt: new Date('2026-03-10T12:00:00Z') }),
  )
  const { id } = await db.delivery.findFirstOrThrow({ where: { shopId: shop.id } })
  await intake.applyDelivery({ kind: 'delivery-received', shopId: shop.id, deliveryId: id as DeliveryId })
  const { outcome, reason } = await db.delivery.findFirstOrThrow({ where: { id } })
  return { outcome, reason, rows: await ledgerDump(db, shop) }
}

function shopFor(topic: string): Promise<Shop> {
  shops += 1
  return givenShop(db, `${topic.replaceAll(/\W/g, '-')}-${String(shops)}.myshopify.com`, { currency: 'USD' })
}
