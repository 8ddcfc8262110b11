import { expect, it } from 'vitest'
import type { CustomerId, OrderId } from '../../../app/kernel/index.ts'
import type { OrderRecord } from '../../../app/ledger/index.ts'
import { recordOrders } from '../../../app/ledger/index.server.ts'
import { openPrivacy } from '../../../app/privacy/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { untilWaiting } from '../../support/two-transactions.ts'

const { db } = await testDatabase()
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 9, minute))
const patiently = { timeout: 60_000 }

function order(n: number, minute: number): OrderRecord {
  return {
    id: BigInt(n) as OrderId,
    ...{ name: `#${String(n)}`, buyerId: null, buyer: null, email: `person-${String(n)}@example.de` },
    ...{ firstName: 'Anna', lastName: 'Petersen', city: null, countryCode: 'DE', locale: 'de', channel: 'web' },
    ...{ createdAt: at(0), processedAt: at(0), updatedAt: at(minute), toldAt: at(minute), cancelledAt: null },
    ...{ test: false, currency: 'EUR', subtotalMinor: 1, discountMinor: 0, totalMinor: 1, financialStatus: 'paid' },
    ...{ fulfillmentStatus: null, discountCodes: [], checkoutToken: null, lines: [], refunds: [] },
  }
}

it('a person can be forgotten while an import writes her orders: neither stops the other', async () => {
  const shop = await givenShop(db, 'at-once.myshopify.com')
  const privacy = openPrivacy({ db, now: () => at(9) })
  const orders = (minute: number) => Array.from({ length: 210 }, (_, n) => order(n + 1, minute))
  await db.$transaction((tx) => recordOrders(tx, shop, orders(1)), patiently)
  await db.consentEvent.create({
    data: {
      shopId: shop.id,
      customerId: 77n,
      channel: 'email',
      occurredAt: at(1),
      source: 'shopify',
      state: 'pending',
    },
  })
  const person = { id: 77n as CustomerId, email: 'person-209@example.de', phone: null, orderIds: [] }
  const both: Promise<unknown>[] = []
  // Somebody else stops the forgetting halfway, until the import has begun.
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from consent_event where shop_id = ${shop.id} for update`
    both.push(db.$transaction((own) => privacy.honour(own, shop, { ask: 'forget-customer', person }, at(2)), patiently))
    await untilWaiting(db, 1)
    both.push(db.$transaction((own) => recordOrders(own, shop, orders(3)), patiently))
    await untilWaiting(db, 2)
  }, patiently)
  expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
  expect(await db.consentEvent.count({ where: { shopId: shop.id } })).toBe(0)
})
