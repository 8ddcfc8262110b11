import { expect, it, vi } from 'vitest'
import { run } from '../../../../dev-shop/state/query.ts'
import { testDatabase } from '../../../support/database.ts'
import { importStoppedIn } from '../stopped-export.ts'
import { AHEAD_MS, importedShop, ledgerTruth, shopTruth } from './room.ts'

const { db } = await testDatabase()
const room = await importedShop(db)
const { state } = room
vi.setConfig({ testTimeout: 120_000 })

it.each([
  ['products', 'variants', 'products'],
  ['collections', 'members', 'collections'],
  ['recentOrders', 'lines', 'orders'],
] as const)(
  'an import that is stopped between newer %s and their children leaves a gap, which the next comparison closes',
  async (kind, children, table) => {
    const soon = new Date(Date.now() + AHEAD_MS + 60_000).toISOString()
    run(state, `update ${table} set updated_at = ?`, soon) // of which no webhook told
    // Of an order that is known no line goes; of one that is not, none is there.
    if (kind === 'recentOrders') await db.order.deleteMany().then(() => db.orderLine.deleteMany())
    room.clock.ahead += AHEAD_MS
    await importStoppedIn(db, room, kind)
    const truth = shopTruth(state)
    const broken = await ledgerTruth(db, room.shop)
    expect(broken[children]).not.toEqual(truth[children])
    await room.compare('recent')
    expect(await ledgerTruth(db, room.shop)).toEqual(truth)
    const repaired = await room.repairs()
    await room.compare('recent')
    expect(await room.repairs()).toEqual(repaired)
  },
)
