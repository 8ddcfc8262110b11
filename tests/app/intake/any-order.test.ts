import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openConsent } from '../../../app/consent/index.server.ts'
import { topicsRead } from '../../../app/intake/kinds/index.server.ts'
import type { DeliveryId, Shop } from '../../../app/kernel/index.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { ledgerDump } from './ledger-dump.ts'
import { at, history, type Told } from './shop-history.ts'
import { intakeOn, workOff } from './support.ts'

const { db } = await testDatabase()
const intake = intakeOn(db)
const consent = openConsent({
  db,
  adminFor: () => Promise.reject(new Error('nobody is asked in this test')),
  links: { appUrl: 'http://app.test', secret: 'secret' },
  now: () => at(100),
})
const DAY = 86_400
let shops = 0

/** Delivers to a new shop in the given order, `atOnce` at a time, and says what its ledger holds then. */
async function replay(deliveries: Told[], atOnce = 1): Promise<string> {
  const shop = await freshShop()
  const waiting = await store(shop, deliveries)
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        try {
          await intake.applyDelivery({ kind: 'delivery-received', shopId: shop.id, deliveryId: id })
        } catch (error) {
          if (!/deadlock|40P01/.test(String(error))) throw error
          waiting.push(id) // PostgreSQL chose it to give way, and the queue would bring it again
        }
      }
    }),
  )
  await db.$executeRaw`
    delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
     where t.id = j.task_id and t.identifier <> 'customers-merged'`
  await workOff(db, { 'customers-merged': consent.followMerge })
  const failed = await db.delivery.findMany({ where: { shopId: shop.id, outcome: { in: ['failed', 'waiting'] } } })
  expect(failed.map(({ topic, reason }) => ({ topic, reason }))).toEqual([])
  return ledgerDump(db, shop)
}

async function freshShop(): Promise<Shop> {
  shops += 1
  return givenShop(db, `replay-${String(shops)}.myshopify.com`)
}

async function store(shop: Shop, deliveries: Told[]): Promise<DeliveryId[]> {
  const rows = await db.delivery.createManyAndReturn({
    data: deliveries.map(({ topic, body, second }, place) => ({
      shopId: shop.id,
      topic,
      body,
      triggeredAt: at(second),
      eventId: String(place),
      webhookId: String(place),
      apiVersion: '2026-10',
    })),
    select: { id: true },
  })
  return rows.map(({ id }) => id as DeliveryId)
}

/** Every delivery once, some of them only after all others because they were lost at first, and some twice. */
const places = [...history.keys()]
const anyOrder = fc
  .tuple(
    fc.shuffledSubarray(places, { minLength: places.length }),
    fc.subarray(places),
    fc.shuffledSubarray(places, { maxLength: 20 }),
  )
  .map(([once, lost, again]) => [...once.filter((one) => !lost.includes(one)), ...again, ...lost])

describe('the ledger', () => {
  it('is asked about every topic that has a place in it', () => {
    // They end an export, an installation or the keeping of data, and have stories of their own.
    const silent = /^(bulk_operations|app\/uninstalled|customers\/(data_request|redact)|shop\/redact)/
    const told = new Set(history.map(({ topic }) => topic))
    expect(topicsRead.filter((topic) => !told.has(topic) && !silent.test(topic))).toEqual([])
  })

  it('is byte for byte the same whatever order the deliveries come in, however often, and however many at once', async () => {
    const expected = await replay(history)
    await fc.assert(
      fc.asyncProperty(anyOrder, fc.constantFrom(1, 4), async (order, atOnce) => {
        const deliveries = order.flatMap((place) => history[place] ?? [])
        expect(await replay(deliveries, atOnce)).toBe(expected)
      }),
      { numRuns: 7, seed: 42, endOnFailure: true },
    )
  }, 240_000)

  it('takes no older version for a newer one where the moments of telling are a day ahead or behind', async () => {
    const timed = history.filter(({ tie }) => tie !== true)
    const expected = withoutTelling(await replay(timed))
    const skews = fc.array(fc.constantFrom(-DAY, 0, DAY), { minLength: timed.length, maxLength: timed.length })
    await fc.assert(
      fc.asyncProperty(skews, async (skew) => {
        const skewed = timed.map((one, place) => ({ ...one, second: one.second + (skew[place] ?? 0) }))
        const inOrder = await replay(skewed)
        expect(withoutTelling(inOrder)).toBe(expected)
        expect(await replay(skewed.toReversed())).toBe(inOrder)
      }),
      { numRuns: 2, seed: 7, endOnFailure: true },
    )
  }, 240_000)
})

/** A dump without the moments that Shopify's header tells. */
function withoutTelling(dump: string): string {
  return dump.replaceAll(/"(told_at|deleted_at)": "[^"]*"/g, '"$1": "told"')
}
