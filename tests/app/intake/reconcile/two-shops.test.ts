import { expect, it } from 'vitest'
import type { AdminApi } from '../../../../app/platform/index.server.ts'
import { run } from '../../../../dev-shop/state/query.ts'
import { testDatabase } from '../../../support/database.ts'
import { liveShop } from '../live-shop.ts'
import { intakeOn } from '../support.ts'
import { AHEAD_MS, importAll, importedShop, ledgerTruth, shopTruth } from './room.ts'

const { db } = await testDatabase()
const ours = await importedShop(db)
// Another shop, in which other things have the very same ids.
const theirs = await liveShop(db, { stock: 'handelblitz', customers: 9, orders: 30, seed: 99 })
const admins = new Map<string, AdminApi>([
  [ours.shop.domain, ours.admin],
  ['theirs.myshopify.com', theirs.admin],
])
const adminFor = (domain: string) => {
  const admin = admins.get(domain)
  return admin === undefined ? Promise.reject(new Error(`no shop ${domain}`)) : Promise.resolve(admin)
}
const intake = intakeOn(db, { adminFor, fetchShop: fetch, now: () => new Date(Date.now() + AHEAD_MS) })

it('never mixes two shops, even where their things have the same ids', async () => {
  const other = await theirs.intake.install('theirs.myshopify.com', theirs.admin)
  await importAll(db, theirs.intake)
  const soon = new Date(Date.now() + 60_000).toISOString()
  for (const { state } of [ours.running.shop, theirs.running.shop]) {
    run(
      state,
      `update orders set total = total + 100, updated_at = ? where id in (select id from orders order by id limit 5)`,
      soon,
    )
    run(state, `delete from orders where id in (select id from orders order by id desc limit 3)`)
  }
  for (const shop of [ours.shop, other]) {
    for (const scope of ['recent', 'daily'] as const) {
      await intake.reconcile({ kind: 'reconciliation-due', shopId: shop.id, scope })
    }
  }
  expect(await ledgerTruth(db, ours.shop)).toEqual(shopTruth(ours.state))
  expect(await ledgerTruth(db, other)).toEqual(shopTruth(theirs.running.shop.state))
  for (const shop of [ours.shop, other]) {
    expect(await db.repair.count({ where: { shopId: shop.id, difference: 'outdated' } })).toBe(5)
    expect(await db.repair.count({ where: { shopId: shop.id, difference: 'gone' } })).toBe(3)
  }
})
