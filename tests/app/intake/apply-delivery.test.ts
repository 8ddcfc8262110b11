import { beforeEach, describe, expect, it } from 'vitest'
import type { DeliveryId, FactOf, Shop } from '../../../app/kernel/index.ts'
import { guestIdOf } from '../../../app/ledger/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { consentBody, customerBody, deletedBody, idOf, orderBody, productBody, refundBody, tagsBody } from './bodies.ts'
import { intakeOn, webhook, workOff } from './support.ts'

const { db } = await testDatabase()
const intake = intakeOn(db)
const t = (second: number) => new Date(Date.UTC(2026, 2, 10, 12, 0, second))
const at = (second: number) => t(second).toISOString()
let shop: Shop
let count = 0

beforeEach(async () => {
  count += 1
  shop = await givenShop(db, `shop-${String(count)}.myshopify.com`)
})

/** Sends a webhook, works it off, and says what became of it and whose picture changed. */
async function tell(topic: string, body: string, second = 0) {
  await intake.receive(webhook({ domain: shop.domain, topic, body, triggeredAt: t(second) }))
  const changed: bigint[] = []
  const { id } = await db.delivery.findFirstOrThrow({ where: { shopId: shop.id }, orderBy: { id: 'desc' } })
  await workOff(db, {
    'delivery-received': intake.applyDelivery,
    'customers-changed': (fact: FactOf<'customers-changed'>) => Promise.resolve(void changed.push(...fact.customerIds)),
  })
  const { outcome, reason } = await db.delivery.findFirstOrThrow({ where: { id } })
  return { outcome, reason, changed }
}

const order = (id: number) => db.order.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: idOf(id) } } })
const person = (id: bigint) => db.customer.findUnique({ where: { shopId_id: { shopId: shop.id, id } } })
const anna = { id: 1, email: 'Anna@Example.de' }

describe('an order', () => {
  it('brings its buyer with it, and both keep ids above 2^53', async () => {
    const told = await tell(
      'orders/create',
      orderBody({ id: 100, updatedAt: at(1), customer: anna, lines: [{ id: 5, quantity: 2, discount: '3.50' }] }),
    )
    expect(told).toEqual({ outcome: 'applied', reason: null, changed: [idOf(1)] })
    expect(await order(100)).toMatchObject({
      customerId: idOf(1),
      buyerId: idOf(1),
      totalMinor: 5000n,
      email: 'anna@example.de',
    })
    expect(await person(idOf(1))).toMatchObject({
      email: 'anna@example.de',
      city: 'Berlin',
      searchText: 'anna schmidt anna@example.de',
    })
    expect(await db.orderLine.findFirstOrThrow({ where: { shopId: shop.id } })).toMatchObject({
      id: idOf(5),
      quantity: 2,
      discountMinor: 350n,
    })
  })

  it('told in an older version after a newer one changes nothing', async () => {
    await tell(
      'orders/updated',
      orderBody({ id: 100, updatedAt: at(5), customer: anna, total: '80.00', lines: [{ id: 5 }, { id: 6 }] }),
      5,
    )
    expect(
      await tell('orders/create', orderBody({ id: 100, updatedAt: at(1), customer: anna, lines: [{ id: 5 }] }), 1),
    ).toEqual({ outcome: 'outdated', reason: null, changed: [] })
    expect((await order(100)).totalMinor).toBe(8000n)
    expect(await db.orderLine.count({ where: { shopId: shop.id } })).toBe(2)
  })

  it('replaces its lines as a set with a newer version', async () => {
    await tell(
      'orders/create',
      orderBody({ id: 100, updatedAt: at(1), customer: anna, lines: [{ id: 5 }, { id: 6 }] }),
      1,
    )
    await tell(
      'orders/updated',
      orderBody({ id: 100, updatedAt: at(2), customer: anna, lines: [{ id: 6, quantity: 3 }] }),
      2,
    )
    expect(await db.orderLine.findMany({ where: { shopId: shop.id } })).toMatchObject([{ id: idOf(6), quantity: 3 }])
  })

  it('that was deleted is not revived by a late update', async () => {
    await tell('orders/create', orderBody({ id: 100, updatedAt: at(1), customer: anna }), 1)
    expect((await tell('orders/delete', deletedBody(100), 3)).changed).toEqual([idOf(1)])
    expect(await tell('orders/updated', orderBody({ id: 100, updatedAt: at(2), customer: anna }), 2)).toMatchObject({
      outcome: 'outdated',
    })
    expect(await order(100)).toMatchObject({ deletedAt: t(3), customerId: null, totalMinor: 0n })
    expect(await db.orderLine.count({ where: { shopId: shop.id } })).toBe(0)
  })

  it('without buyer and e-mail is kept and belongs to nobody', async () => {
    expect(await tell('orders/create', orderBody({ id: 100, updatedAt: at(1) }))).toEqual({
      outcome: 'applied',
      reason: null,
      changed: [],
    })
    expect((await order(100)).customerId).toBeNull()
  })
})

describe('a refund', () => {
  const refund = refundBody({ id: 900, orderId: 100, lineId: 5 })

  it('that arrives before its order is not lost', async () => {
    expect(await tell('refunds/create', refund)).toEqual({ outcome: 'applied', reason: null, changed: [] })
    await tell('orders/create', orderBody({ id: 100, updatedAt: at(1), customer: anna, lines: [{ id: 5 }] }))
    expect(await db.refund.findMany({ where: { shopId: shop.id } })).toMatchObject([
      { orderId: idOf(100), totalMinor: 5000n, note: 'too small' },
    ])
    expect(await db.refundLine.findMany({ where: { shopId: shop.id } })).toMatchObject([
      { orderLineId: idOf(5), quantity: 1, subtotalMinor: 5000n },
    ])
  })

  it('told twice, alone and within its order, is counted once and refreshes the buyer', async () => {
    await tell('orders/create', orderBody({ id: 100, updatedAt: at(1), customer: anna, lines: [{ id: 5 }] }), 1)
    expect((await tell('refunds/create', refund, 2)).changed).toEqual([idOf(1)])
    await tell(
      'orders/updated',
      orderBody({ id: 100, updatedAt: at(3), customer: anna, lines: [{ id: 5 }], refunds: [refund] }),
      3,
    )
    expect(await db.refund.count({ where: { shopId: shop.id } })).toBe(1)
    expect(await db.refundLine.count({ where: { shopId: shop.id } })).toBe(1)
  })
})

describe('a guest', () => {
  const gerda = guestIdOf('gerda@example.de')

  it('is one person by e-mail, however it is spelt', async () => {
    await tell('orders/create', orderBody({ id: 100, updatedAt: at(1), email: 'Gerda@Example.de' }), 1)
    await tell('orders/create', orderBody({ id: 101, updatedAt: at(2), email: ' gerda@example.DE' }), 2)
    expect(gerda).toBeLessThan(0n)
    expect([(await order(100)).customerId, (await order(101)).customerId]).toEqual([gerda, gerda])
    expect(await person(gerda)).toMatchObject({ firstName: 'Gerda', city: 'Bonn', state: 'guest' })
  })

  it('who opens an account takes the orders along, and the guest is gone', async () => {
    await tell('orders/create', orderBody({ id: 100, updatedAt: at(1), email: 'gerda@example.de' }), 1)
    const { changed } = await tell(
      'customers/create',
      customerBody({ id: 2, email: 'gerda@example.de', updatedAt: at(2) }),
      2,
    )
    expect(new Set(changed)).toEqual(new Set([idOf(2), gerda]))
    expect((await order(100)).customerId).toBe(idOf(2))
    expect(await person(gerda)).toBeNull()
  })

  it('comes back when the customer changes to another e-mail', async () => {
    await tell('customers/create', customerBody({ id: 2, email: 'gerda@example.de', updatedAt: at(1) }), 1)
    await tell('orders/create', orderBody({ id: 100, updatedAt: at(2), email: 'gerda@example.de' }), 2)
    await tell('customers/update', customerBody({ id: 2, email: 'neu@example.de', updatedAt: at(3) }), 3)
    expect((await order(100)).customerId).toBe(gerda)
    expect(await person(gerda)).toMatchObject({ state: 'guest' })
  })
})

describe('a customer', () => {
  it('keeps the tag that was named last, in whatever order the tellings come', async () => {
    await tell('customers/create', customerBody({ ...anna, updatedAt: at(1) }), 1)
    await tell('customer.tags_removed', tagsBody(1, ['vip'], at(8)), 8)
    expect(await tell('customer.tags_added', tagsBody(1, ['vip', 'berlin'], at(5)), 5)).toMatchObject({
      outcome: 'applied',
    })
    expect((await person(idOf(1)))?.tags).toEqual(['berlin'])
    expect(await tell('customer.tags_added', tagsBody(1, ['vip'], at(6)), 6)).toMatchObject({ outcome: 'outdated' })
  })

  it('hands on permission to write', async () => {
    await tell('customers_email_marketing_consent/update', consentBody(1, 'subscribed', at(4)))
    expect(await db.consentEvent.findMany({ where: { shopId: shop.id } })).toMatchObject([
      { customerId: idOf(1), channel: 'email', state: 'subscribed', occurredAt: t(4), source: 'shopify' },
    ])
  })

  it('who asks to be forgotten leaves numbers behind that name nobody', async () => {
    await tell('orders/create', orderBody({ id: 100, updatedAt: at(1), customer: anna }), 1)
    const body = `{"shop_id":1,"shop_domain":"x","customer":{"id":${String(idOf(1))},"email":"anna@example.de","phone":null},"orders_to_redact":[]}`
    expect(await tell('customers/redact', body, 9)).toMatchObject({ outcome: 'applied' })
    expect(await order(100)).toMatchObject({ totalMinor: 5000n, customerId: null, email: null, firstName: null })
    expect(await person(idOf(1))).toMatchObject({ email: null, firstName: null, deletedAt: t(9) })
    expect(await db.delivery.count({ where: { shopId: shop.id, body: { contains: 'nna@' } } })).toBe(0)
  })
})

describe('a product', () => {
  it('whose type changes refreshes everybody who bought it', async () => {
    await tell('products/create', productBody(7, 'Ring', at(1)), 1)
    await tell('orders/create', orderBody({ id: 100, updatedAt: at(2), customer: anna }), 2)
    expect((await tell('products/update', productBody(7, 'Ringe', at(3)), 3)).changed).toEqual([idOf(1)])
    expect((await tell('products/update', productBody(7, 'Ringe', at(4)), 4)).changed).toEqual([])
    expect(await db.variant.findFirstOrThrow({ where: { shopId: shop.id } })).toMatchObject({
      priceMinor: 5000n,
      options: [{ name: 'Größe', value: '52' }],
    })
  })

  it('that was deleted keeps its type for past orders and stays deleted', async () => {
    await tell('products/delete', deletedBody(7), 5)
    await tell('products/update', productBody(7, 'Ringe', at(3)), 3)
    expect(await db.product.findFirstOrThrow({ where: { shopId: shop.id } })).toMatchObject({
      productType: 'Ringe',
      deletedAt: t(5),
    })
    expect(await db.variant.count({ where: { shopId: shop.id } })).toBe(0)
  })
})

describe('a delivery', () => {
  it.each([
    ['orders/create', '{"id":1,"name":"#1"}', /order\.created_at/],
    ['orders/create', '[]', /order/],
    ['products/update', productBody(7, 'Ring', 'yesterday'), /product\.updated_at/],
    [
      'refunds/create',
      refundBody({ id: 1, orderId: 2, lineId: 3, amount: '1,50' }).replace('"subtotal":1,50', '"subtotal":1'),
      /transactions\.0\.amount/,
    ],
  ])('of %s that cannot be read fails once, and names the field', async (topic, body, reason) => {
    const told = await tell(topic, body)
    expect(told).toMatchObject({ outcome: 'failed', changed: [] })
    expect(told.reason).toMatch(reason)
    expect(await db.order.count({ where: { shopId: shop.id } })).toBe(0)
  })

  it('that failed for another reason keeps the reason and is tried again', async () => {
    const broken = intakeOn(db, {
      recordConsent: () => Promise.reject(new Error('the ledger of permissions is closed')),
    })
    await intake.receive(
      webhook({
        domain: shop.domain,
        topic: 'customers_email_marketing_consent/update',
        body: consentBody(1, 'subscribed', at(1)),
      }),
    )
    const { id } = await db.delivery.findFirstOrThrow({ where: { shopId: shop.id } })
    const fact = { kind: 'delivery-received', shopId: shop.id, deliveryId: id as DeliveryId } as const
    await expect(broken.applyDelivery(fact)).rejects.toThrow('closed')
    expect(await db.delivery.findFirstOrThrow({ where: { id } })).toMatchObject({
      outcome: 'waiting',
      attempts: 1,
      reason: 'the ledger of permissions is closed',
    })
    await intake.applyDelivery(fact)
    expect(await db.delivery.findFirstOrThrow({ where: { id } })).toMatchObject({
      outcome: 'applied',
      attempts: 2,
      reason: null,
    })
  })

  it('of one shop never touches another', async () => {
    await tell('orders/create', orderBody({ id: 100, updatedAt: at(1), customer: anna }))
    const first = shop.id
    shop = await givenShop(db, 'other.myshopify.com')
    await tell('orders/delete', deletedBody(100), 9)
    await tell('customers/delete', deletedBody(1), 9)
    expect(await db.order.findUniqueOrThrow({ where: { shopId_id: { shopId: first, id: idOf(100) } } })).toMatchObject({
      deletedAt: null,
      totalMinor: 5000n,
    })
    expect(await db.customer.findUniqueOrThrow({ where: { shopId_id: { shopId: first, id: idOf(1) } } })).toMatchObject(
      { deletedAt: null },
    )
  })
})

describe('an uninstalled shop', () => {
  const body = '{"id":1,"name":"HandelBlitz"}'

  it('loses its sessions at once, and what still arrives is ignored', async () => {
    await db.shop.update({ where: { id: shop.id }, data: { installedAt: t(0) } })
    await db.session.create({
      data: { id: `offline_${shop.domain}`, shop: shop.domain, state: '', accessToken: 'secret' },
    })
    expect(await tell('app/uninstalled', body, 5)).toMatchObject({ outcome: 'applied' })
    expect(await db.session.count({ where: { shop: shop.domain } })).toBe(0)
    expect(await intake.shopOf(shop.domain)).toBeNull()
    expect(await tell('orders/create', orderBody({ id: 100, updatedAt: at(1), customer: anna }))).toMatchObject({
      outcome: 'ignored',
      reason: 'the app was uninstalled',
    })
    expect(await db.order.count({ where: { shopId: shop.id } })).toBe(0)
    await intake.startImport({ shopId: shop.id })
    expect(await db.historyImport.count({ where: { shopId: shop.id } })).toBe(0)
  })

  it('is not uninstalled by a telling from before the new installation', async () => {
    await db.shop.update({ where: { id: shop.id }, data: { installedAt: t(10) } })
    expect(await tell('app/uninstalled', body, 5)).toMatchObject({ outcome: 'outdated' })
    expect(await intake.shopOf(shop.domain)).not.toBeNull()
  })

  it('leaves nothing behind after shop/redact', async () => {
    await tell('orders/create', orderBody({ id: 100, updatedAt: at(1), customer: anna }))
    await db.shop.update({ where: { id: shop.id }, data: { uninstalledAt: t(5) } })
    await intake.receive(
      webhook({ domain: shop.domain, topic: 'shop/redact', body: '{"shop_id":1,"shop_domain":"x"}' }),
    )
    await workOff(db, { 'delivery-received': intake.applyDelivery })
    const left = await Promise.all([
      db.order.count({ where: { shopId: shop.id } }),
      db.delivery.count({ where: { shopId: shop.id } }),
      db.shop.count({ where: { id: shop.id } }),
    ])
    expect(left).toEqual([0, 0, 0])
  })
})
