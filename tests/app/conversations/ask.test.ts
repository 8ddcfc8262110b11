import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { toId, type CustomerId, type ProductId } from '../../../app/kernel/index.ts'
import { givenShop } from '../../support/shops.ts'
import { anna, freshAddress, openRoom, questionOf, ring, type Room } from './room.ts'

let db: Room['db']
let shop: Room['shop']
let conversations: Room['conversations']
let asked: Room['asked']
let tick: Room['tick']

beforeAll(async () => {
  ;({ db, shop, conversations, asked, tick } = await openRoom())
})

describe('a question', () => {
  test('by a logged-in customer is hers, about the product and its type, and is told on', async () => {
    const before = await questionsTold()
    const { requestId, customerId } = await asked({ customerId: anna, email: 'office@example.com' })
    expect(customerId).toBe(anna)
    const row = await db.serviceRequest.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: requestId } } })
    expect(row).toMatchObject({
      productId: ring,
      productType: 'Ringe',
      subject: 'Ring Lune',
      status: 'open',
      channel: 'storefront',
    })
    expect(await questionsTold()).toBe(before + 1)
  })

  test('by somebody who is not logged in finds the customer of that address', async () => {
    expect((await asked()).customerId).toBe(anna)
  })

  test('by an unknown address makes a guest, and only one however often he asks', async () => {
    const email = freshAddress()
    const [first, second] = await Promise.all([asked({ email, name: 'Bela Kurz' }), asked({ email })])
    expect(first.customerId).toBe(second.customerId)
    expect(first.customerId).toBeLessThan(0n)
    const guest = await db.customer.findUniqueOrThrow({
      where: { shopId_id: { shopId: shop.id, id: first.customerId } },
    })
    expect(guest.email).toBe(email)
  })

  test('about a product that the shop does not have keeps the question and names it by its words', async () => {
    const { requestId } = await asked({ productId: toId<ProductId>('1'), text: 'Haben Sie samstags offen?\nDanke' })
    const found = await conversations.get(shop, requestId)
    expect(found).toMatchObject({ subject: 'Haben Sie samstags offen?', product: null })
  })

  test('is the eleventh within an hour: refused, and nothing is stored', async () => {
    const email = freshAddress()
    for (let turn = 0; turn < 10; turn += 1) await asked({ email })
    expect(await conversations.ask(shop, questionOf({ email }))).toEqual({ outcome: 'too-many' })
    expect(await db.serviceRequest.count({ where: { shopId: shop.id, email } })).toBe(10)
    tick(3_600_001)
    expect((await conversations.ask(shop, questionOf({ email }))).outcome).toBe('asked')
  })
})

test('a flood of questions from ever new addresses stops at 500 an hour, and its guests are not made', async () => {
  const flooded = await givenShop(db, 'flooded.myshopify.com')
  const row = { shopId: flooded.id, customerId: anna, email: 'anna@example.com', locale: 'de', channel: 'storefront' }
  const flood = Array.from({ length: 500 }, () => ({ ...row, id: randomUUID(), subject: 'Ring', createdAt: tick(0) }))
  await db.serviceRequest.createMany({ data: flood })
  expect(await conversations.ask(flooded, questionOf({ email: freshAddress() }))).toEqual({ outcome: 'too-many' })
  expect(await db.customer.count({ where: { shopId: flooded.id } })).toBe(0)
})

describe('a guest who opens an account', () => {
  test('takes his questions along', async () => {
    const email = freshAddress()
    const { requestId, customerId: guest } = await asked({ email })
    const account = toId<CustomerId>('9007199254749999')
    await db.customer.create({ data: { shopId: shop.id, id: account, email, createdAt: tick(0), updatedAt: tick(0) } })
    const { requestId: unrelated } = await asked({ email: freshAddress() })
    await conversations.followPeople({ kind: 'customers-changed', shopId: shop.id, customerIds: [guest, account] })
    expect((await conversations.forCustomer(shop, account)).map(({ id }) => id)).toEqual([requestId])
    expect((await conversations.get(shop, unrelated))?.customer.id).toMatch(/^-/)
  })
})

async function questionsTold(): Promise<number> {
  const [row] = await db.$queryRaw<{ count: bigint }[]>`
    select count(*) from graphile_worker.jobs where task_identifier = 'question-asked'`
  return Number(row?.count)
}
