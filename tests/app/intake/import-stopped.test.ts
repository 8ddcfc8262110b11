import { beforeAll, expect, it, vi } from 'vitest'
import type { Shop } from '../../../app/kernel/index.ts'
import { testDatabase } from '../../support/database.ts'
import { importAll, importedRows } from './import-all.ts'
import { liveShop } from './live-shop.ts'
import { importStoppedIn } from './stopped-export.ts'

const { db } = await testDatabase()
const { running, intake, admin, fetchShop } = await liveShop(db, { stock: 'handelblitz', customers: 60, orders: 150 })
vi.setConfig({ testTimeout: 120_000 })

let shop: Shop

beforeAll(async () => {
  shop = await intake.install(running.shop.domain, admin)
  await importAll(db, intake)
})

it.each(['products', 'collections', 'recentOrders', 'orders'])(
  'a repeated import that is stopped after the parents of %s and before their children loses no child',
  async (kind) => {
    const before = await importedRows(db)
    await importStoppedIn(db, { admin, fetchShop, shop }, kind)
    expect(await importedRows(db)).toEqual(before)
  },
)
