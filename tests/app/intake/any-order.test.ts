import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Shop } from '../../../app/kernel/index.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { customerBody, deletedBody, orderBody, productBody, refundBody, tagsBody } from './bodies.ts'
import { intakeOn, webhook, workOff } from './support.ts'

const { db } = await testDatabase()
const intake = intakeOn(db)
const at = (second: number) => new Date(Date.UTC(2026, 2, 10, 12, 0, second))
const iso = (second: number) => at(second).toISOString()

const gerda = { id: 2, email: 'gerda@example.de' }
const refund = refundBody({ id: 900, orderId: 100, lineId: 5, amount: '20.00' })

/** What happened in a shop, in the order it happened; two tellings share a second, and only the moment of telling differs. */
const history = [
  { topic: 'products/create', body: productBody(7, 'Ring', iso(1)), second: 1 },
  {
    topic: 'orders/create',
    body: orderBody({ id: 100, updatedAt: iso(2), email: 'gerda@example.de', lines: [{ id: 5 }] }),
    second: 2,
  },
  {
    topic: 'orders/paid',
    body: orderBody({
      id: 100,
      updatedAt: iso(2),
      email: 'gerda@example.de',
      total: '51.00',
      lines: [{ id: 5 }, { id: 6 }],
    }),
    second: 2.5,
  },
  { topic: 'customers/create', body: customerBody({ ...gerda, updatedAt: iso(3) }), second: 3 },
  { topic: 'customer.tags_added', body: tagsBody(2, ['vip', 'bonn'], iso(4)), second: 4 },
  { topic: 'refunds/create', body: refund, second: 5 },
  {
    topic: 'orders/updated',
    body: orderBody({ id: 100, updatedAt: iso(5), email: 'gerda@example.de', lines: [{ id: 5 }], refunds: [refund] }),
    second: 5.2,
  },
  { topic: 'customer.tags_removed', body: tagsBody(2, ['vip'], iso(6)), second: 6 },
  {
    topic: 'orders/create',
    body: orderBody({ id: 101, updatedAt: iso(7), customer: { ...gerda, firstName: 'Gerti' } }),
    second: 7,
  },
  {
    topic: 'customers/update',
    body: customerBody({ ...gerda, email: 'neu@example.de', updatedAt: iso(8) }),
    second: 8,
  },
  {
    topic: 'orders/create',
    body: orderBody({ id: 102, updatedAt: iso(9), customer: { id: 3, email: 'otto@example.de' } }),
    second: 9,
  },
  { topic: 'products/update', body: productBody(7, 'Ringe', iso(10)), second: 10 },
  { topic: 'orders/delete', body: deletedBody(102), second: 11 },
  { topic: 'customers/delete', body: deletedBody(3), second: 12 },
  { topic: 'products/delete', body: deletedBody(7), second: 13 },
]

async function replay(shop: Shop, order: number[]): Promise<unknown> {
  for (const place of order) {
    const event = history[place]
    if (event === undefined) continue
    const { topic, body, second } = event
    await intake.receive(
      webhook({
        domain: shop.domain,
        topic,
        body,
        triggeredAt: at(second),
        eventId: `${String(place)}-${randomUUID()}`,
      }),
    )
    await workOff(db, { 'delivery-received': intake.applyDelivery })
  }
  return ledgerOf(shop)
}

async function ledgerOf({ id: shopId }: Shop): Promise<unknown> {
  const where = { where: { shopId }, omit: { shopId: true } } as const
  return {
    customers: await db.customer.findMany({ ...where, orderBy: { id: 'asc' } }),
    orders: await db.order.findMany({ ...where, orderBy: { id: 'asc' } }),
    lines: await db.orderLine.findMany({ ...where, orderBy: [{ orderId: 'asc' }, { id: 'asc' }] }),
    refunds: await db.refund.findMany({ ...where, orderBy: { id: 'asc' } }),
    refundLines: await db.refundLine.findMany({ ...where, orderBy: [{ refundId: 'asc' }, { orderLineId: 'asc' }] }),
    products: await db.product.findMany({ ...where, orderBy: { id: 'asc' } }),
    variants: await db.variant.findMany({ ...where, orderBy: { id: 'asc' } }),
    tags: await db.customerTag.findMany({ ...where, orderBy: [{ customerId: 'asc' }, { tag: 'asc' }] }),
  }
}

describe('the ledger', () => {
  it('is the same whatever order the deliveries come in, and however often', async () => {
    let shops = 0
    const freshShop = () => {
      shops += 1
      return givenShop(db, `replay-${String(shops)}.myshopify.com`)
    }
    const places = history.map((_, place) => place)
    const expected = await replay(await freshShop(), places)
    expect(expected).toMatchObject({ orders: [{ totalMinor: 5000n }, { totalMinor: 5000n }, { totalMinor: 0n }] })
    const anyOrder = fc
      .tuple(fc.shuffledSubarray(places, { minLength: places.length }), fc.subarray(places))
      .map(([once, again]) => [...once, ...again])
    await fc.assert(
      fc.asyncProperty(anyOrder, async (order) => {
        expect(await replay(await freshShop(), order)).toEqual(expected)
      }),
      { numRuns: 12, seed: 42, endOnFailure: true },
    )
  }, 120_000)
})
