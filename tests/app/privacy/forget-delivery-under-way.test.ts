import { beforeEach, expect, it } from 'vitest'
import type { CustomerId, DeliveryId, OrderId, Shop } from '../../../app/kernel/index.ts'
import { takeTurn } from '../../../app/ledger/index.server.ts'
import type { Transaction } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { untilWaiting } from '../../support/two-transactions.ts'
import { customerBody, idOf, orderBody } from '../intake/bodies.ts'
import { intakeOn, webhook, workOff } from '../intake/support.ts'

const { db } = await testDatabase()
const intake = intakeOn(db)
const patiently = { timeout: 60_000 }
const anna = { id: 1, email: 'anna@example.de' }
const at = (second: number) => new Date(Date.UTC(2026, 2, 10, 12, 0, second))
const redact = JSON.stringify({ customer: { id: '#', email: anna.email, phone: null }, orders_to_redact: [] })
  // An id beyond 2^53 is no JavaScript number.
  .replace('"#"', String(idOf(1)))
let shop: Shop
let count = 0

beforeEach(async () => {
  count += 1
  shop = await givenShop(db, `under-way-${String(count)}.myshopify.com`)
  await applyNow(await deliver('customers/update', customerBody({ ...anna, updatedAt: at(1).toISOString() })))
})

async function deliver(topic: string, body: string): Promise<DeliveryId> {
  await intake.receive(webhook({ domain: shop.domain, topic, body, triggeredAt: at(9) }))
  const { id } = await db.delivery.findFirstOrThrow({ where: { shopId: shop.id }, orderBy: { id: 'desc' } })
  return id as DeliveryId
}

const applyNow = (deliveryId: DeliveryId) =>
  intake.applyDelivery({ kind: 'delivery-received', shopId: shop.id, deliveryId })

const orderOfHers = () =>
  deliver('orders/create', orderBody({ id: 100, updatedAt: at(2).toISOString(), customer: anna, lines: [{ id: 5 }] }))

/** Lets the given works begin one after the other, each when the one before waits, while somebody holds what they need. */
async function whileHeld(hold: (tx: Transaction) => Promise<unknown>, works: (() => Promise<unknown>)[]) {
  const begun: Promise<unknown>[] = []
  await db.$transaction(async (tx) => {
    await hold(tx)
    for (const work of works) {
      begun.push(work())
      await untilWaiting(db, begun.length)
    }
  }, patiently)
  return (await Promise.allSettled(begun)).map((one) => ('reason' in one ? String(one.reason) : 'done'))
}

it('a person can be forgotten while an order of hers is being applied, and it is forgotten with her', async () => {
  const order = await orderOfHers()
  const redaction = await deliver('customers/redact', redact)
  const done = await whileHeld(
    (tx) => takeTurn(tx, shop, { orders: [idOf(100) as OrderId] }),
    [() => applyNow(order), () => applyNow(redaction)],
  )
  expect(done).toEqual(['done', 'done'])
  expect(await db.order.findFirst({ where: { shopId: shop.id } })).toMatchObject({ email: null, customerId: null })
  expect(await db.delivery.findFirst({ where: { shopId: shop.id, id: order } })).toMatchObject({ body: '{}' })
  await workOff(db, {})
})

it('an order that comes while its buyer is being forgotten neither stops this nor is stopped', async () => {
  const redaction = await deliver('customers/redact', redact)
  const later: DeliveryId[] = []
  const done = await whileHeld(
    (tx) => takeTurn(tx, shop, { customers: [idOf(1) as CustomerId] }),
    [
      () => applyNow(redaction),
      async () => {
        later.push(await orderOfHers())
        await applyNow(later[0] as DeliveryId)
      },
    ],
  )
  expect(done).toEqual(['done', 'done'])
  expect(await db.order.count({ where: { shopId: shop.id, id: idOf(100) } })).toBe(1)
  expect(await db.delivery.count({ where: { shopId: shop.id, outcome: 'waiting' } })).toBe(0)
  await workOff(db, {})
})

it('two requests to forget the same person do not wait for each other', async () => {
  const [one, other] = [await deliver('customers/redact', redact), await deliver('customers/redact', redact)]
  const done = await whileHeld(
    (tx) => takeTurn(tx, shop, { customers: [idOf(1) as CustomerId] }),
    [() => applyNow(one), () => applyNow(other)],
  )
  expect(done).toEqual(['done', 'done'])
  await workOff(db, {})
})
