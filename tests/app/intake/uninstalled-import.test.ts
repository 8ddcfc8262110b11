import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { DeliveryId, ImportId, ShopId } from '../../../app/kernel/index.ts'
import { countOrders } from '../../../app/ledger/index.server.ts'
import { shopFetch } from '../../../app/platform/index.server.ts'
import { first } from '../../../dev-shop/state/query.ts'
import { testDatabase } from '../../support/database.ts'
import { liveShop } from './live-shop.ts'
import { intakeOn, workOff } from './support.ts'

const { db } = await testDatabase()
const { running, intake, admin, logInAgain, post } = await liveShop(db, {
  stock: 'handelblitz',
  customers: 60,
  orders: 200,
})
const { state, domain } = running.shop
const inShop = () => first<{ n: number }>(state, 'select count(*) as n from orders')?.n

/** Fetches the shop's files; while the one with the orders is on its way, the merchant uninstalls the app. */
async function uninstallingBeforeOrders(...asked: Parameters<typeof fetch>): Promise<Response> {
  const file = await shopFetch(running.origin)(...asked)
  const { status } = await db.importStep.findFirstOrThrow({ where: { kind: 'orders' } })
  if (status !== 'reading') return file
  await post('/dev/uninstall', {})
  await post('/dev/webhooks/flush', {})
  const delivery = await db.delivery.findFirstOrThrow({ where: { topic: 'app/uninstalled' } })
  const told = { shopId: delivery.shopId as ShopId, deliveryId: delivery.id as DeliveryId }
  await intake.applyDelivery({ kind: 'delivery-received', ...told })
  return file
}

describe('an import that an uninstallation meets', () => {
  it('stops where it is and says why, and is not called complete', async () => {
    const shop = await intake.install(domain, admin)
    await workOff(db, { 'shop-installed': intake.startImport })
    const { id: importId } = await db.historyImport.findFirstOrThrow()
    const interrupted = intakeOn(db, { adminFor: () => Promise.resolve(admin), fetchShop: uninstallingBeforeOrders })
    const fact = { kind: 'import-continues', shopId: shop.id, importId: importId as ImportId } as const
    while ((await intake.shopOf(domain)) !== null) await interrupted.continueImport(fact)
    expect(await db.order.count()).toBeLessThan(inShop() ?? 0)
    const worked = await workOff(db, { 'import-continues': intake.continueImport })
    expect(worked).toContain('shop-uninstalled')
    expect(worked).not.toContain('history-imported')
    expect(await intake.progress(shop)).toMatchObject({ outcome: 'failed' })
    expect(await db.importStep.findFirst({ where: { kind: 'orders' } })).toMatchObject({
      status: 'failed',
      problem: 'the app was uninstalled',
    })
  })

  it('is made anew by the next installation, which brings everything', async () => {
    const shop = await intake.install(domain, await logInAgain())
    const over: string[] = []
    while (!over.includes('history-imported')) {
      over.push(
        ...(await workOff(db, { 'shop-installed': intake.startImport, 'import-continues': intake.continueImport })),
      )
      await pause(50)
    }
    expect((await countOrders(db, shop)).orders).toBe(inShop())
    expect(await db.historyImport.count({ where: { finishedAt: null } })).toBe(0)
  })
})
