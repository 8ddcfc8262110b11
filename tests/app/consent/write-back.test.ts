import { beforeAll, expect, test } from 'vitest'
import { openConsent, timelineOf } from '../../../app/consent/index.server.ts'
import { UNSUBSCRIBE_LINK } from '../../../app/consent/consent.ts'
import type { CustomerId, Shop } from '../../../app/kernel/index.ts'
import {
  openAdminApi,
  shopFetch,
  ShopUnavailable,
  type AdminApi,
  type Database,
} from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { openRoom, type Room } from '../campaigns/room.ts'
import { givenCustomer, say } from './room.ts'

let db: Database
let shop: Shop
let room: Room

beforeAll(async () => {
  ;({ db } = await testDatabase())
  room = await openRoom(db, 3)
  shop = room.shop
})

const writeBack = (customerId: CustomerId, admin: AdminApi = room.admin) =>
  openConsent({
    db,
    adminFor: () => Promise.resolve(admin),
    links: { appUrl: 'https://crm.example', secret: 's' },
    now: () => new Date(),
  }).writeBack({ kind: 'consent-changed', shopId: shop.id, customerId })
const storyOf = async (customerId: CustomerId) => (await timelineOf(db, shop, customerId, null, 10))[0]

test('what Shopify refuses is settled with its reason on the customer’s timeline and not tried for days', async () => {
  const stranger = await givenCustomer(db, shop, 'stranger@example.com')
  await say(db, shop, stranger, 'subscribed', '2026-01-01')
  await say(db, shop, stranger, 'unsubscribed', '2026-02-01', UNSUBSCRIBE_LINK)
  await writeBack(stranger)
  expect(await storyOf(stranger)).toMatchObject({
    kind: 'unsubscribed-untold',
    values: { problem: 'Customer not found' },
  })
})

test('a token without the right is a refusal too, and is forgotten once Shopify takes the word over', async () => {
  const { id } = await db.customer.findFirstOrThrow({ where: { shopId: shop.id, email: { not: null }, id: { gt: 0 } } })
  const customerId = id as CustomerId
  await say(db, shop, customerId, 'subscribed', '2026-01-01')
  await say(db, shop, customerId, 'unsubscribed', '2026-02-01', UNSUBSCRIBE_LINK)
  const refusing: AdminApi = { ...room.admin, run: () => room.admin.run('query Broken { nothing }') }
  await writeBack(customerId, refusing)
  expect(await storyOf(customerId)).toMatchObject({ kind: 'unsubscribed-untold' })
  await writeBack(customerId)
  expect(await storyOf(customerId)).toMatchObject({ kind: 'unsubscribed' })
})

test('a shop that cannot be reached is asked again by the job', async () => {
  const { id } = await db.customer.findFirstOrThrow({ where: { shopId: shop.id, id: { gt: 0 } } })
  const away = openAdminApi({ domain: shop.domain, accessToken: 'x', fetch: shopFetch('http://127.0.0.1:1') })
  await say(db, shop, id as CustomerId, 'unsubscribed', '2026-03-01', UNSUBSCRIBE_LINK)
  await expect(writeBack(id as CustomerId, away)).rejects.toBeInstanceOf(ShopUnavailable)
})
