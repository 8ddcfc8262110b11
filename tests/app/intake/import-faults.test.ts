import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Shop } from '../../../app/kernel/index.ts'
import { all } from '../../../dev-shop/state/query.ts'
import { testDatabase } from '../../support/database.ts'
import { importAll, importedRows } from './import-all.ts'
import { liveShop } from './live-shop.ts'
import { intakeOn, workOff } from './support.ts'

const { db } = await testDatabase()
const { running, intake, admin, fetchShop, post } = await liveShop(db, {
  stock: 'handelblitz',
  customers: 120,
  orders: 400,
})
vi.setConfig({ testTimeout: 120_000 })

let shop: Shop
let reference: Awaited<ReturnType<typeof importedRows>>

beforeAll(async () => {
  shop = await intake.install(running.shop.domain, admin)
  await importAll(db, intake)
  reference = await importedRows(db)
})

async function emptyLedger(): Promise<void> {
  await db.$executeRaw`
    truncate product, variant, collection, collection_product, customer, consent_event, shop_order, order_line, refund, refund_line`
}

async function latestSteps() {
  const [latest] = await db.historyImport.findMany({ orderBy: { startedAt: 'desc' }, take: 1 })
  return db.importStep.findMany({ where: { importId: latest?.id ?? '' }, orderBy: { position: 'asc' } })
}

describe('an import', () => {
  it.each([
    ['whose downloads break off', { truncate: { times: 12, afterBytes: 30_000 } }, 1],
    [
      'whose files seem to end in the middle of a line',
      { truncate: { times: 12, afterBytes: 30_000, quietly: true } },
      1,
    ],
    ['whose files cannot be fetched for a while', { refuse: { times: 3 } }, 1],
    ['one export of which fails halfway', { fail: { times: 1, afterRoots: 50 } }, 2],
    ['one export of which has expired', { expire: { times: 1 } }, 2],
  ])('%s is complete in the end', async (_title, faults, exports) => {
    await emptyLedger()
    await intake.repeatImport(shop)
    await post('/dev/bulk/faults', faults)
    await importAll(db, intake)
    expect(await importedRows(db)).toEqual(reference)
    const steps = await latestSteps()
    expect(steps.map(({ status }) => status)).toEqual(Array(6).fill('done'))
    expect(Math.max(...steps.map((step) => step.exports))).toBe(exports)
    expect(Object.values(running.shop.bulkFaults).map(({ times }) => times)).toEqual([0, 0, 0, 0])
  })

  it('keeps what there is of an export that fails again and again, and says that it failed', async () => {
    await emptyLedger()
    await intake.repeatImport(shop)
    await post('/dev/bulk/faults', { fail: { times: 100, afterRoots: 50 } })
    await importAll(db, intake)
    await post('/dev/bulk/faults', { fail: { times: 0, afterRoots: 0 } })
    const progress = await intake.progress(shop)
    expect(progress.outcome).toBe('failed')
    expect(progress.steps.at(-1)).toMatchObject({
      status: 'failed',
      problem: "Shopify's export ended as FAILED (INTERNAL_SERVER_ERROR)",
    })
    expect(await db.order.count()).toBeGreaterThanOrEqual(50)
  })

  it('reads on by skipping where the server knows no ranges', async () => {
    await emptyLedger()
    const plain: typeof fetch = (input, init) => {
      const headers = new Headers(init?.headers)
      headers.delete('range')
      return fetchShop(input, { ...init, headers })
    }
    const room = intakeOn(db, { adminFor: () => Promise.resolve(admin), fetchShop: plain })
    await room.repeatImport(shop)
    await post('/dev/bulk/faults', { truncate: { times: 3, afterBytes: 40_000 } })
    await importAll(db, room)
    expect(await importedRows(db)).toEqual(reference)
  })
})

describe('a merchant who stops the import', () => {
  it('finds what was in kept, nothing running at Shopify, and can begin again', async () => {
    await emptyLedger()
    let stopped = false
    const room = intakeOn(db, {
      adminFor: () => Promise.resolve(admin),
      async fetchShop(input, init) {
        const reading = await db.importStep.findFirst({ where: { kind: 'recentOrders', status: 'reading' } })
        if (reading !== null && !stopped) {
          stopped = true
          await room.cancelImport(shop)
        }
        return fetchShop(input, init)
      },
    })
    await room.repeatImport(shop)
    await importAll(db, room)
    expect(stopped).toBe(true)
    expect((await latestSteps()).map(({ kind, status }) => [kind, status])).toEqual([
      ['products', 'done'],
      ['collections', 'done'],
      ['recentCustomers', 'done'],
      ['recentOrders', 'canceled'],
      ['customers', 'canceled'],
      ['orders', 'canceled'],
    ])
    expect(await db.order.count()).toBe(0)
    expect(await db.product.count()).toBe(reference[0].length)
    expect(await room.progress(shop)).toMatchObject({ outcome: 'canceled', secondsLeft: null })
    expect(all(running.shop.state, "select id from bulk_operations where status in ('CREATED', 'RUNNING')")).toEqual([])

    await room.startImport({ shopId: shop.id })
    expect(await workOff(db, {})).toEqual([])
    await room.repeatImport(shop)
    await importAll(db, room)
    expect(await importedRows(db)).toEqual(reference)
  })
})
