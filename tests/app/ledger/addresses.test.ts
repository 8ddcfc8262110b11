import { beforeEach, expect, test } from 'vitest'
import type { Shop } from '../../../app/kernel/index.ts'
import { recordCustomers } from '../../../app/ledger/index.server.ts'
import { addressesFrom, customerFromBulk, customerFromWebhook } from '../../../app/ledger/index.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { customerBody, deletedBody, idOf, orderBody } from '../intake/bodies.ts'
import { intakeOn } from '../intake/support.ts'
import { at, tellShop } from '../intake/tell.ts'

const { db } = await testDatabase()
const intake = intakeOn(db)
const anna = { id: 1, email: 'anna@example.de' }
let shop: Shop
let count = 0

beforeEach(async () => {
  count += 1
  shop = await givenShop(db, `addresses-${String(count)}.myshopify.com`)
})

const tell = (topic: string, body: string, second: number) => tellShop({ db, intake, shop }, topic, body, second)

async function streets(): Promise<string[][]> {
  const row = await db.customer.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: idOf(1) } } })
  return addressesFrom(row.addresses).map(({ lines }) => lines)
}

test('a customer has all addresses that Shopify lists, the default one first', async () => {
  await tell('customers/create', customerBody({ ...anna, updatedAt: at(1), streets: ['Am Dom 1', 'Hafen 2'] }), 1)
  expect(await streets()).toEqual([['Am Dom 1'], ['Hafen 2']])
  await tell('customers/update', customerBody({ ...anna, updatedAt: at(2), streets: ['Hafen 2'] }), 2)
  expect(await streets()).toEqual([['Hafen 2']])
})

test('an older word comes too late, and an order tells nothing of its buyer’s addresses', async () => {
  await tell('customers/update', customerBody({ ...anna, updatedAt: at(5), streets: ['neu'] }), 5)
  await tell('customers/update', customerBody({ ...anna, updatedAt: at(2), streets: ['alt'] }), 2)
  await tell('orders/create', orderBody({ id: 100, updatedAt: at(7), customer: anna }), 7)
  expect(await streets()).toEqual([['neu']])
})

test('they come after an order has told the same customer, whatever comes first', async () => {
  await tell('orders/create', orderBody({ id: 100, updatedAt: at(7), customer: anna }), 7)
  await tell('customers/update', customerBody({ ...anna, updatedAt: at(2), streets: ['Am Dom 1'] }), 2)
  expect(await streets()).toEqual([['Am Dom 1']])
})

test('a deleted customer has none left, and no late word brings them back', async () => {
  await tell('customers/update', customerBody({ ...anna, updatedAt: at(2), streets: ['Am Dom 1'] }), 2)
  await tell('customers/delete', deletedBody(1), 4)
  await tell('customers/update', customerBody({ ...anna, updatedAt: at(3), streets: ['Am Dom 1'] }), 3)
  expect(await streets()).toEqual([])
})

test('an export knows the default one alone, which takes nothing from what a webhook has listed', async () => {
  const exported = (address1: string, second: number) =>
    customerFromBulk(exportedAnna(address1), new Date(at(second))).customer
  await db.$transaction((tx) => recordCustomers(tx, shop, [exported('Am Dom 1', 1)]))
  expect(await streets()).toEqual([['Am Dom 1']])
  await tell('customers/update', customerBody({ ...anna, updatedAt: at(2), streets: ['Am Dom 1', 'Hafen 2'] }), 2)
  await db.$transaction((tx) => recordCustomers(tx, shop, [exported('Neu 3', 3)]))
  expect(await streets()).toEqual([['Am Dom 1'], ['Hafen 2']])
})

test('a webhook and an export tell an address alike', () => {
  const told = new Date(at(1))
  const hook = customerFromWebhook(
    JSON.parse(customerBody({ ...anna, updatedAt: at(1), streets: ['Am Dom 1'] }).replaceAll(/":(\d{15,})/g, '":10')),
    told,
  )
  const { customer } = customerFromBulk(exportedAnna('Am Dom 1'), told)
  expect(customer.addresses).toEqual(hook.addresses)
})

function exportedAnna(address1: string) {
  const name = { firstName: 'Anna', lastName: 'Schmidt', company: null }
  const place = {
    address1,
    address2: '',
    zip: '10115',
    city: 'Berlin',
    province: null,
    countryCodeV2: 'DE',
    phone: null,
  }
  const gid = 'gid://shopify/MailingAddress/10?model_name=CustomerAddress'
  return {
    ...{
      id: `gid://shopify/Customer/${String(idOf(1))}`,
      state: 'ENABLED',
      tags: [],
      createdAt: at(1),
      updatedAt: at(1),
    },
    defaultAddress: { id: gid, ...name, ...place },
  }
}
