import { afterEach, describe, expect, it } from 'vitest'
import { ShopAccessLost, type AdminApi } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { importAll } from './import-all.ts'
import { liveShop } from './live-shop.ts'
import { intakeOn, webhook, workOff } from './support.ts'

const { db } = await testDatabase()
const { running, admin, fetchShop } = await liveShop(db, { stock: 'handelblitz', customers: 5, orders: 5 })
const { domain } = running.shop
const DAY = 86_400_000
const MINUTE = 60_000

afterEach(() => db.$executeRaw`truncate shop, delivery, history_import, import_step`)

describe.each([
  ['a day ahead of', DAY],
  ['the same as', 0],
  ['a day behind', -DAY],
])('where our clock is %s that of Shopify', (_, ahead) => {
  const room = intakeOn(db, {
    adminFor: () => Promise.resolve(admin),
    fetchShop,
    now: () => new Date(Date.now() + ahead),
  })

  async function tell(topic: string, triggeredAt: Date) {
    const request = webhook({ domain, topic, body: '{"id":1,"shop_id":1}', triggeredAt })
    const eventId = request.headers.get('x-shopify-event-id') ?? ''
    await room.receive(request)
    await workOff(db, { 'delivery-received': room.applyDelivery })
    return db.delivery.findFirst({ where: { eventId } })
  }

  it('an uninstallation ends our access, and shop/redact leaves nothing', async () => {
    const shop = await room.install(domain, admin)
    expect(await tell('app/uninstalled', new Date(Date.now() + MINUTE))).toMatchObject({ outcome: 'applied' })
    expect(await room.shopOf(domain)).toBeNull()
    expect(await tell('shop/redact', new Date(Date.now() + 2 * MINUTE))).toBeNull()
    expect(await db.shop.count({ where: { id: shop.id } })).toBe(0)
  })

  it('a log-in that an uninstallation overtakes does not bring the shop back', async () => {
    const { id } = await room.install(domain, admin)
    const overtaken: AdminApi = {
      run: async (...asked) => {
        const answer = await admin.run<never>(...asked)
        await tell('app/uninstalled', new Date(Date.now() + MINUTE))
        await db.session.create({ data: { id: `offline_${domain}`, shop: domain, state: '', accessToken: 'late' } })
        return answer
      },
    }
    await expect(room.install(domain, overtaken)).rejects.toThrow(ShopAccessLost)
    expect(await room.shopOf(domain)).toBeNull()
    expect(await db.session.count({ where: { shop: domain } })).toBe(0)
    await db.shop.updateMany({ where: { id }, data: { uninstalledAt: new Date(Date.now() - MINUTE) } })
    expect((await room.install(domain, admin)).id).toBe(id)
  })

  it('an uninstallation from before the latest installation changes nothing', async () => {
    await room.install(domain, admin)
    expect(await tell('app/uninstalled', new Date(Date.now() - MINUTE))).toMatchObject({ outcome: 'outdated' })
    expect(await room.shopOf(domain)).not.toBeNull()
  })
})

it('shop/redact for a shop that looks installed stays visible as failed, and a person can try again', async () => {
  const room = intakeOn(db)
  const shop = await room.install(domain, admin)
  const redaction = webhook({ domain, topic: 'shop/redact', body: '{"shop_id":1}' })
  await room.receive(redaction)
  await workOff(db, { 'delivery-received': room.applyDelivery })
  const [failed] = await db.delivery.findMany({ where: { shopId: shop.id } })
  expect(failed).toMatchObject({ outcome: 'failed', reason: expect.stringContaining('looks installed') as string })
  await room.receive(
    webhook({ domain, topic: 'app/uninstalled', body: '{"id":1}', triggeredAt: new Date(Date.now() + MINUTE) }),
  )
  await workOff(db, { 'delivery-received': room.applyDelivery })
  expect(await room.receipt.retry(shop, { topic: null })).toBe(1)
  await workOff(db, { 'delivery-received': room.applyDelivery })
  expect(await db.shop.count({ where: { id: shop.id } })).toBe(0)
})

it('an import alone says complete up to its beginning, since each export shows its own', async () => {
  const room = intakeOn(db, { adminFor: () => Promise.resolve(admin), fetchShop })
  const shop = await room.install(domain, admin)
  await importAll(db, room)
  const { startedAt } = await db.historyImport.findFirstOrThrow({ where: { shopId: shop.id } })
  expect((await room.receipt.standing(shop)).standing.completeTo).toBe(startedAt.toISOString())
})

it("the receipt's counts are asked before what nobody waits for", async () => {
  const asked: unknown[] = []
  const room = intakeOn(db, {
    adminFor(_, priority) {
      asked.push(priority)
      return Promise.resolve(admin)
    },
  })
  const counts = await room.receipt.counts(await room.install(domain, admin))
  expect(counts.map(({ inShop }) => inShop !== null)).toEqual([true, true, true])
  expect(asked).toEqual(['person'])
})
