import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'
import type { FactOf, ImportId, Shop } from '../../app/kernel/index.ts'
import { takeShop } from '../../app/ledger/index.server.ts'
import { openDatabase, openLogger, recordFact, startWorking, type Reactions } from '../../app/platform/index.server.ts'
import { openProfiles } from '../../app/profiles/index.server.ts'
import { testDatabase } from '../support/database.ts'
import { givenShop } from '../support/shops.ts'
import { idOf, orderBody } from './intake/bodies.ts'
import { intakeOn, webhook } from './intake/support.ts'

const { db, url } = await testDatabase()
const workingDb = openDatabase(url, 12)
afterAll(() => workingDb.$disconnect())

const BUSY_SHOPS = 3
const ORDERS_EACH = 8

describe('a worker on which three shops are busy', () => {
  it('brings the order of another shop into its profile meanwhile, and theirs as soon as they can be written', async () => {
    const busy: Shop[] = []
    for (let n = 0; n < BUSY_SHOPS; n += 1) busy.push(await givenShop(db, `busy-${String(n)}.myshopify.com`))
    const quiet = await givenShop(db, 'quiet.myshopify.com')
    const intake = intakeOn(workingDb)
    const profiles = openProfiles({ db: workingDb, now: () => new Date(), timelineSources: [] })
    const over = Promise.withResolvers<undefined>()
    const begun: number[] = []
    // What a batch of an import holds of the ledger, and a whole refresh of every customer, for as long as the test says.
    const whole = async ({ shopId }: { shopId: Shop['id'] }) => {
      begun.push(shopId)
      await over.promise
    }
    const batches = busy.map((shop) =>
      db.$transaction((tx) => takeShop(tx, shop).then(() => over.promise), { timeout: 120_000 }),
    )
    const reactions: Partial<Reactions> = {
      'import-continues': whole,
      'profiles-aged': whole,
      'delivery-received': (fact: FactOf<'delivery-received'>) => intake.applyDelivery(fact),
      'customers-changed': (fact: FactOf<'customers-changed'>) => profiles.refresh(fact).then(() => undefined),
      'hour-began': () => Promise.resolve(),
    }
    for (const { id: shopId } of busy) {
      await recordFact(db, { kind: 'import-continues', shopId, importId: '' as ImportId })
      await recordFact(db, { kind: 'profiles-aged', shopId })
    }
    const send = async ({ domain }: Shop, n: number) => {
      const customer = { id: n, email: `customer-${String(n)}@example.com` }
      const body = orderBody({ id: n, updatedAt: '2026-11-01T10:00:00Z', customer })
      expect((await intake.receive(webhook({ domain, topic: 'orders/create', body }))).status).toBe(200)
    }
    for (let n = 1; n <= ORDERS_EACH; n += 1) for (const shop of busy) await send(shop, n)
    const worker = await startWorking(url, reactions as Reactions, {
      concurrency: 4,
      logger: openLogger('silent', 'test'),
    })
    while (begun.length === 0) await pause(20)

    await send(quiet, 1)
    const profileOf = (shop: Shop, n: number) => db.profile.count({ where: { shopId: shop.id, customerId: idOf(n) } })
    while ((await profileOf(quiet, 1)) === 0) await pause(20)
    expect(begun).toHaveLength(1)
    expect(await db.delivery.count({ where: { outcome: 'applied' } })).toBe(1)

    over.resolve(undefined)
    await Promise.all(batches)
    const inProfiles = () => db.profile.count({ where: { orders: 1 } })
    while ((await inProfiles()) < BUSY_SHOPS * ORDERS_EACH + 1) await pause(50)
    expect(await db.delivery.count({ where: { outcome: 'applied' } })).toBe(BUSY_SHOPS * ORDERS_EACH + 1)
    expect(await db.delivery.count({ where: { attempts: { gt: 1 } } })).toBe(0)
    await worker.stop()
  }, 120_000)
})
