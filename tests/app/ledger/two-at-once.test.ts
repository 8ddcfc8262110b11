import { beforeEach, describe, expect, it } from 'vitest'
import type { CustomerId, OrderId, RefundId, Shop } from '../../../app/kernel/index.ts'
import { returnFromWebhook, type CustomerRecord, type OrderRecord } from '../../../app/ledger/index.ts'
import {
  deleteCustomer,
  deleteOrder,
  guestIdOf,
  recordCustomers,
  recordOrders,
  recordRefunds,
  recordReturn,
  recordTags,
} from '../../../app/ledger/index.server.ts'
import type { Transaction } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { overlap } from '../../support/two-transactions.ts'

const { db } = await testDatabase()
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 9, minute))
const [anna, bodo] = ['anna@example.de', 'bodo@example.de']
let shop: Shop
let shops = 0

beforeEach(async () => {
  shops += 1
  shop = await givenShop(db, `shop-${String(shops)}.myshopify.com`)
})

function order(email: string, minute: number): OrderRecord {
  return {
    id: 100n as OrderId,
    ...{ name: '#100', buyerId: null, buyer: null, email, firstName: 'Anna', lastName: 'Petersen', city: null },
    ...{ countryCode: 'DE', createdAt: at(0), processedAt: at(0), updatedAt: at(minute), toldAt: at(minute) },
    ...{ cancelledAt: null, test: false, currency: 'EUR', subtotalMinor: 1, discountMinor: 0, totalMinor: 1 },
    ...{
      financialStatus: 'paid',
      fulfillmentStatus: null,
      channel: 'web',
      locale: 'de',
      discountCodes: [],
      checkoutToken: null,
    },
    ...{ lines: [], refunds: [] },
  }
}

function customer(id: number, email: string | null, minute: number, tags: string[] | null = null): CustomerRecord {
  return {
    id: BigInt(id) as CustomerId,
    ...{ email, firstName: 'Anna', lastName: 'Petersen', phone: null, locale: 'de', city: null, countryCode: null },
    ...{
      state: 'enabled',
      tags,
      addresses: null,
      addressesWhole: false,
      note: null,
      createdAt: at(0),
      updatedAt: at(minute),
      toldAt: at(minute),
    },
  }
}

const say =
  (...told: OrderRecord[]) =>
  (tx: Transaction) =>
    recordOrders(tx, shop, told)
const tell =
  (...told: CustomerRecord[]) =>
  (tx: Transaction) =>
    recordCustomers(tx, shop, told)
const people = async () =>
  (await db.customer.findMany({ where: { shopId: shop.id }, orderBy: { id: 'asc' } })).map(({ id }) => id)
const ownerOf = async (id: bigint) =>
  (await db.order.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id } } })).customerId

describe('two deliveries about one thing at the same time leave what they leave one after another', () => {
  it('an order and its deletion: no guest stays, and who lost the order is told of', async () => {
    let changed: CustomerId[] = []
    await overlap(db, say(order(anna, 1)), async (tx) => {
      changed = (await deleteOrder(tx, shop, 100n as OrderId, at(5))).customerIds
    })
    expect(await people()).toEqual([])
    expect(changed).toEqual([guestIdOf(anna)])
  })

  it('an order and its change of address: the first address is nobody any more', async () => {
    await overlap(db, say(order(anna, 1)), say(order(bodo, 2)))
    expect(await people()).toEqual([guestIdOf(bodo)])
  })

  it('a customer who takes a guest order over and the change of its address: he is told that it left him', async () => {
    await db.$transaction(say(order(anna, 1)))
    let changed: CustomerId[] = []
    await overlap(db, tell(customer(9, anna, 1)), async (tx) => {
      changed = (await recordOrders(tx, shop, [order(bodo, 2)])).customerIds
    })
    expect(await ownerOf(100n)).toBe(guestIdOf(bodo))
    expect(changed).toContain(9n)
  })

  it('a customer who takes a guest order over and a refund of it: he is told that it changed', async () => {
    await db.$transaction(say(order(anna, 1)))
    let changed: CustomerId[] = []
    const told = { createdAt: at(2), updatedAt: at(2), toldAt: at(2), totalMinor: 1, note: null, lines: null }
    await overlap(db, tell(customer(9, anna, 1)), async (tx) => {
      const refund = { id: 5n as RefundId, orderId: 100n as OrderId, ...told }
      changed = (await recordRefunds(tx, shop, [refund])).customerIds
    })
    expect(changed).toEqual([9n])
  })

  const refunded = {
    ...{ id: 5n as RefundId, orderId: 100n as OrderId, createdAt: at(2), updatedAt: at(2), toldAt: at(2) },
    ...{ totalMinor: 1, note: null, lines: null },
  }
  const returned = returnFromWebhook({ id: 6, status: 'OPEN', order_id: 100 }, at(2))
  const parts = {
    refund: (tx: Transaction) => recordRefunds(tx, shop, [refunded]),
    return: (tx: Transaction) => recordReturn(tx, shop, returned),
  }
  it.each(['refund', 'return'] as const)(
    'a %s and the order that it belongs to: whichever comes later tells of the buyer',
    async (kind) => {
      const heard: CustomerId[] = []
      const part = async (tx: Transaction) => void heard.push(...(await parts[kind](tx)).customerIds)
      const whole = async (tx: Transaction) =>
        void heard.push(...(await recordOrders(tx, shop, [order(anna, 1)])).customerIds)
      await overlap(db, whole, part)
      expect(heard.slice(-1)).toEqual([guestIdOf(anna)])
      shop = await givenShop(db, `other-${kind}.myshopify.com`)
      heard.length = 0
      await overlap(db, part, whole)
      expect(heard).toEqual([guestIdOf(anna)])
    },
  )

  it('a customer who takes a guest order over and a return of it: he is told that it changed', async () => {
    await db.$transaction(say(order(anna, 1)))
    let changed: CustomerId[] = []
    await overlap(db, tell(customer(9, anna, 1)), async (tx) => {
      changed = (await parts.return(tx)).customerIds
    })
    expect(changed).toEqual([9n])
  })

  it('a customer and his change of address: guest orders of the first address are a guest’s', async () => {
    await db.$transaction(say(order(anna, 1)))
    await overlap(db, tell(customer(9, anna, 1)), tell(customer(9, bodo, 2)))
    expect(await ownerOf(100n)).toBe(guestIdOf(anna))
  })

  it('a customer and his deletion: his guest orders are a guest’s', async () => {
    await db.$transaction(say(order(anna, 1)))
    await overlap(db, tell(customer(9, anna, 1)), (tx) => deleteCustomer(tx, shop, 9n as CustomerId, at(5)))
    expect(await ownerOf(100n)).toBe(guestIdOf(anna))
  })

  it.each([1, 25, 210])('a tag and a list of tags in a batch of %i: the tag stays', async (size) => {
    const batch = Array.from({ length: size }, (_, n) => customer(n + 1, null, 5, ['alt']))
    const tag = { customerId: 1n as CustomerId, tags: ['vip'], present: true, toldAt: at(9) }
    await overlap(db, (tx) => recordTags(tx, shop, tag), tell(...batch))
    expect(await db.customer.findFirst({ where: { shopId: shop.id, id: 1n } })).toMatchObject({ tags: ['alt', 'vip'] })
  })
})
