import { beforeEach, describe, expect, test } from 'vitest'
import { countBoughtNext } from '../../../app/campaigns/picks/bought-next.server.ts'
import { choosePicks, pickOf, readShelf, type Shelf } from '../../../app/campaigns/picks/picks.server.ts'
import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'

const { db } = await testDatabase()
const now = new Date('2026-11-24T12:00:00Z')
const anna = 1n as CustomerId
let shop: Shop
let orders = 0n

beforeEach(async () => {
  shop = await givenShop(db, `${crypto.randomUUID()}.myshopify.com`)
  for (const [id, type] of [
    [1n, 'Ringe'],
    [2n, 'Ringe'],
    [3n, 'Ringe'],
    [4n, 'Halsketten'],
    [5n, 'Halsketten'],
    [6n, 'Seife'],
  ] as const)
    await givenProduct(id, type, 5)
})

describe('product picks', () => {
  test('are first what people who bought the same bought next, then the best of a liked type', async () => {
    for (const customer of [11n, 12n, 13n]) {
      await givenOrder(customer, [4n], 40)
      await givenOrder(customer, [3n], 20)
    }
    await givenOrder(anna, [4n], 60)
    await givenLiking(anna, ['Halsketten'])
    expect(await picksOf(anna)).toEqual([3n, 5n, expect.anything()])
  })

  test('are never sold out, not even a moment after they were on the shelf', async () => {
    await givenLiking(anna, ['Ringe'])
    const shelf = await readShelf(db, shop, now)
    const before = await picksOf(anna)
    await db.inventoryLevel.updateMany({
      where: { shopId: shop.id, inventoryItemId: before[0] },
      data: { available: 0 },
    })
    const after = await picksOf(anna, shelf)
    expect(after).not.toContain(before[0])
    expect(after).toHaveLength(3)
  })

  test('may be what is sold without stock or is not counted, and never what was taken off or whose stock is unknown', async () => {
    await givenLiking(anna, ['Ringe'])
    await db.inventoryLevel.updateMany({ where: { shopId: shop.id }, data: { available: 0 } })
    await db.variant.updateMany({ where: { shopId: shop.id, id: 1n }, data: { oversells: true } })
    await db.inventoryLevel.updateMany({ where: { shopId: shop.id, inventoryItemId: 2n }, data: { available: null } })
    await db.variant.updateMany({ where: { shopId: shop.id, id: 3n }, data: { inventoryItemId: null } })
    await db.product.updateMany({ where: { shopId: shop.id, id: 4n }, data: { status: 'archived' } })
    expect((await picksOf(anna)).sort()).toEqual([1n, 2n])
  })

  test('are never what she owns, unless it is bought again and it is time', async () => {
    await givenOrder(anna, [1n, 6n], 50)
    await givenLiking(anna, ['Seife', 'Ringe'])
    expect(await picksOf(anna)).not.toContain(1n)
    expect(await picksOf(anna)).not.toContain(6n)
    const times = { medianDays: 40, threeQuarterDays: 60, repeats: 50, ownShare: 0.9, computedAt: now }
    await db.replenishment.create({ data: { shopId: shop.id, productType: 'Seife', quarterDays: 30, ...times } })
    expect(await picksOf(anna)).toContain(6n)
    await db.replenishment.updateMany({ where: { shopId: shop.id }, data: { quarterDays: 70 } })
    expect(await picksOf(anna)).not.toContain(6n)
  })

  test('are never what she has sent back', async () => {
    const order = await givenOrder(anna, [6n], 200)
    await db.replenishment.create({
      data: {
        ...{ shopId: shop.id, productType: 'Seife', quarterDays: 30, medianDays: 40, threeQuarterDays: 60 },
        ...{ repeats: 50, ownShare: 0.9, computedAt: now },
      },
    })
    await givenLiking(anna, ['Seife'])
    expect(await picksOf(anna)).toContain(6n)
    await db.refund.create({
      data: { shopId: shop.id, orderId: order, id: order, createdAt: daysAgo(20), totalMinor: 1n },
    })
    await db.refundLine.create({
      data: { shopId: shop.id, orderId: order, refundId: order, orderLineId: 6n, quantity: 1, subtotalMinor: 1n },
    })
    expect(await picksOf(anna)).not.toContain(6n)
  })

  test('for somebody of whom nothing is known are what sells best', async () => {
    for (const customer of [11n, 12n, 13n]) await givenOrder(customer, [5n], 10)
    expect((await picksOf(anna))[0]).toBe(5n)
  })

  test('are told apart by shop, and chosen for many at once', async () => {
    await givenOrder(11n, [1n], 10)
    const people = [anna, 11n as CustomerId]
    const chosen = await choosePicks(db, shop, { customerIds: people, shelf: await readShelf(db, shop, now) }, now)
    expect([...chosen.keys()].sort()).toEqual(people)
    const other = await givenShop(db, 'other.myshopify.com')
    expect(await readShelf(db, other, now)).toEqual([])
  })
})

test('a pick says from which price on, and leads to its page', () => {
  const chosen = { title: 'Ring Luna', handle: 'ring-luna', imageUrl: null, priceMinor: 4900n, several: true }
  const around = { currency: 'EUR', storefrontUrl: 'https://shop.example' }
  const german = pickOf(chosen, { ...around, language: 'de' })
  expect({ ...german, price: german.price.replace(/\u00a0/g, ' ') }).toEqual({
    ...{ title: 'Ring Luna', price: 'ab 49,00 €', url: 'https://shop.example/products/ring-luna', image: '' },
  })
  expect(pickOf({ ...chosen, several: false }, { ...around, language: 'en' }).price).toBe('€49.00')
})

async function picksOf(customerId: CustomerId, old?: Shelf): Promise<bigint[]> {
  await countBoughtNext(db, shop)
  const shelf = old ?? (await readShelf(db, shop, now))
  const chosen = await choosePicks(db, shop, { customerIds: [customerId], shelf }, now)
  return (chosen.get(customerId) ?? []).map(({ productId }) => productId)
}

async function givenProduct(id: bigint, productType: string, available: number) {
  const times = { createdAt: now, updatedAt: now }
  const product = { title: `P${String(id)}`, handle: `p-${String(id)}`, vendor: 'V', status: 'active' }
  await db.product.create({ data: { shopId: shop.id, id, productType, ...product, ...times } })
  const variant = { title: 'x', priceMinor: 4900n, options: [], inventoryItemId: id }
  await db.variant.create({ data: { shopId: shop.id, id, productId: id, ...variant } })
  const level = { locationId: 1n, available, updatedAt: now, toldAt: now, digest: '' }
  await db.inventoryLevel.create({ data: { shopId: shop.id, inventoryItemId: id, ...level } })
}

async function givenOrder(customerId: bigint, products: bigint[], days: number): Promise<bigint> {
  orders += 1n
  const id = orders
  const at = daysAgo(days)
  const money = { currency: 'EUR', subtotalMinor: 1n, discountMinor: 0n, totalMinor: 1n }
  const times = { createdAt: at, processedAt: at, updatedAt: at }
  await db.order.create({
    data: { shopId: shop.id, id, name: `#${String(id)}`, customerId, test: false, ...money, ...times },
  })
  await db.orderLine.createMany({
    data: products.map((productId) => ({
      ...{ shopId: shop.id, orderId: id, id: productId, productId, title: 'x', quantity: 1, priceMinor: 1n },
      discountMinor: 0n,
    })),
  })
  return id
}

async function givenLiking(customerId: bigint, types: string[]) {
  const top = types.map((type) => [type, 0, 1])
  await db.preference.create({
    data: { shopId: shop.id, customerId, evidence: { product_type: { top } }, tokens: [] },
  })
}

function daysAgo(days: number): Date {
  return new Date(now.getTime() - days * 86_400_000)
}
