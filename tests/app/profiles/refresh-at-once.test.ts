import { expect, it } from 'vitest'
import type { CustomerId, OrderId } from '../../../app/kernel/index.ts'
import type { OrderRecord } from '../../../app/ledger/index.ts'
import { guestIdOf, recordOrders } from '../../../app/ledger/index.server.ts'
import { openProfiles } from '../../../app/profiles/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { untilWaiting } from '../../support/two-transactions.ts'

const { db } = await testDatabase()
const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 9, minute))
const patiently = { timeout: 60_000 }
const anna = 'anna@example.de'
const account = 77n as CustomerId

function order(n: number, minute: number, withAccount = false): OrderRecord {
  const unsaid = {
    ...{ phone: null, locale: 'de', city: null, countryCode: null, state: 'enabled', tags: null, note: null },
    ...{ addresses: null, addressesWhole: false },
  }
  const times = { createdAt: at(0), updatedAt: at(minute), toldAt: at(minute) }
  const buyer = { id: account, email: anna, firstName: 'Anna', lastName: 'Petersen', ...unsaid, ...times }
  return {
    ...{ id: BigInt(n) as OrderId, name: `#${String(n)}`, ...times },
    ...(withAccount ? { buyerId: account, buyer } : { buyerId: null, buyer: null }),
    ...{
      email: n === 1 ? anna : `person-${String(n)}@example.de`,
      firstName: 'Anna',
      lastName: 'Petersen',
      city: null,
    },
    ...{ countryCode: 'DE', locale: 'de', channel: 'web', processedAt: at(0), cancelledAt: null, test: false },
    ...{ currency: 'EUR', subtotalMinor: 1, discountMinor: 0, totalMinor: 1, financialStatus: 'paid' },
    ...{ fulfillmentStatus: null, discountCodes: [], checkoutToken: null, lines: [], refunds: [] },
  }
}

it('profiles are refreshed while a batch of orders moves from a guest to her account: neither stops the other', async () => {
  const shop = await givenShop(db)
  const profiles = openProfiles({ db, now: () => at(59), timelineSources: [] })
  const orders = Array.from({ length: 60 }, (_, n) => order(n + 1, 1))
  await db.$transaction((tx) => recordOrders(tx, shop, orders), patiently)
  await db.$transaction((tx) => recordOrders(tx, shop, [{ ...order(99, 1, true), buyer: null }]), patiently)
  await profiles.refreshAll({ shopId: shop.id })
  const changed = { kind: 'customers-changed' as const, shopId: shop.id, customerIds: [guestIdOf(anna), account] }
  const both: Promise<unknown>[] = []
  // Somebody else stops the batch halfway, when it has the account's row and not yet the guest's.
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from shop_order where shop_id = ${shop.id} and id = 1 for update`
    const batch = orders.map((_, n) => order(n + 1, 5, n === 1))
    both.push(db.$transaction((own) => recordOrders(own, shop, batch), patiently))
    await untilWaiting(db, 1)
    both.push(profiles.refresh(changed))
    await untilWaiting(db, 2)
  }, patiently)
  expect((await Promise.allSettled(both)).map((one) => ('reason' in one ? String(one.reason) : 'done'))).toEqual([
    'done',
    'done',
  ])
  expect(await db.profile.count({ where: { shopId: shop.id, customerId: guestIdOf(anna) } })).toBe(0)
  expect(await db.profile.findFirst({ where: { shopId: shop.id, customerId: account } })).toMatchObject({ orders: 3 })
})
