import { beforeEach, describe, expect, it } from 'vitest'
import type { DeliveryId, Shop } from '../../../app/kernel/index.ts'
import { Prisma, type Transaction } from '../../../app/platform/index.server.ts'
import { openPrivacy } from '../../../app/privacy/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { overlap, untilWaiting } from '../../support/two-transactions.ts'
import { intakeOn, webhook, workOff } from '../intake/support.ts'

const { db } = await testDatabase()
const intake = intakeOn(db)
const { honour } = openPrivacy({ db, now: () => new Date() })
const patiently = { timeout: 60_000 }
const request = JSON.stringify({
  customer: { id: 1, email: 'anna@example.de', phone: null },
  orders_requested: [],
  data_request: { id: 9999 },
})
let shop: Shop
let count = 0

beforeEach(async () => {
  count += 1
  shop = await givenShop(db, `forgotten-${String(count)}.myshopify.com`)
  await db.shop.update({ where: { id: shop.id }, data: { uninstalledAt: new Date() } })
})

async function deliver(topic: string, body: string): Promise<DeliveryId> {
  await intake.receive(webhook({ domain: shop.domain, topic, body }))
  const { id } = await db.delivery.findFirstOrThrow({ where: { shopId: shop.id }, orderBy: { id: 'desc' } })
  return id as DeliveryId
}

const apply = (deliveryId: DeliveryId) =>
  intake.applyDelivery({ kind: 'delivery-received', shopId: shop.id, deliveryId })

/** A webhook that has seen the shop and is about to be stored, with its job, as the store of deliveries does both at once. */
async function arriving(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    with stored as (
      insert into delivery (shop_id, topic, event_id, webhook_id, api_version, triggered_at, body)
      select id, 'customers/update', 'late', '', '2026-10', now(), '{"id":1,"email":"anna@example.de"}'
        from shop where id = ${shop.id} returning id, shop_id)
    select graphile_worker.add_job('delivery-received',
             json_build_object('kind', 'delivery-received', 'shopId', shop_id, 'deliveryId', '#' || id)) from stored`
}

describe('a shop that is forgotten', () => {
  it('takes along the webhook that arrives at the same moment', async () => {
    const redaction = await deliver('shop/redact', '{"shop_id":1}')
    await overlap(db, arriving, () => apply(redaction))
    expect(await db.shop.count({ where: { id: shop.id } })).toBe(0)
    await workOff(db, { 'delivery-received': intake.applyDelivery })
    expect(await rowsOfShop()).toEqual({ privacy_audit: 1 })
  })

  it('takes along what a delivery wrote that was being applied, and waits for nobody who waits for it', async () => {
    const asked = await deliver('customers/data_request', request)
    const redaction = await deliver('shop/redact', '{"shop_id":1}')
    const both: Promise<void>[] = []
    await db.$transaction(async (tx) => {
      await tx.$queryRaw`select 1 from delivery where shop_id = ${shop.id} and id = ${asked} for update`
      both.push(apply(asked))
      await untilWaiting(db, 1)
      both.push(apply(redaction))
      await untilWaiting(db, 2)
    }, patiently)
    expect((await Promise.allSettled(both)).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
    await workOff(db, { 'delivery-received': intake.applyDelivery })
    expect(await rowsOfShop()).toEqual({ privacy_audit: 2 })
  })

  it('takes along a request that comes while it is forgotten', async () => {
    const asked = await deliver('customers/data_request', request)
    await overlap(
      db,
      async (tx) => {
        await tx.$queryRaw`select id from shop where id = ${shop.id} for update`
        await honour(tx, shop, { ask: 'forget-shop' }, new Date())
      },
      () => apply(asked),
    )
    await workOff(db, { 'delivery-received': intake.applyDelivery })
    expect(await rowsOfShop()).toEqual({ privacy_audit: 1 })
  })
})

async function rowsOfShop(): Promise<Record<string, number>> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    select table_name::text as name from information_schema.columns
     where table_schema = current_schema() and column_name = 'shop_id' order by 1`
  const found: Record<string, number> = {}
  for (const { name } of tables) {
    const [row] = await db.$queryRaw<{ rows: number }[]>`
      select count(*)::int as rows from ${Prisma.raw(`"${name}"`)} where shop_id = ${shop.id}`
    if (row !== undefined && row.rows > 0) found[name] = row.rows
  }
  return found
}
