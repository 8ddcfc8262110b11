import { expect, test } from 'vitest'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { intakeOn } from './support.ts'

const { db } = await testDatabase()
const NOW = new Date('2026-11-24T12:00:00Z')
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 86_400_000)

test('a delivery’s body is kept for a month, and longer only while somebody still has to deal with it', async () => {
  const shop = await givenShop(db)
  const deliver = (eventId: string, days: number, outcome: string, settled = true) =>
    db.delivery.create({
      data: {
        ...{ shopId: shop.id, topic: 'orders/create', eventId, webhookId: eventId, apiVersion: '2026-10' },
        ...{
          triggeredAt: daysAgo(days),
          receivedAt: daysAgo(days),
          body: `{"email":"${eventId}@example.de"}`,
          outcome,
        },
        settledAt: settled ? daysAgo(days) : null,
      },
    })
  await deliver('old', 31, 'applied')
  await deliver('recent', 29, 'applied')
  await deliver('failed', 90, 'failed')
  await deliver('waiting', 90, 'waiting', false)
  await intakeOn(db, { now: () => NOW }).emptyOldBodies()
  const kept = await db.delivery.findMany({ where: { body: { not: '{}' } }, orderBy: { id: 'asc' } })
  expect(kept.map(({ eventId }) => eventId)).toEqual(['recent', 'failed', 'waiting'])
})
