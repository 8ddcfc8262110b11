import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { run } from '../../../../dev-shop/state/query.ts'
import { testDatabase } from '../../../support/database.ts'
import { AHEAD_MS, importedShop, ledgerTruth, shopTruth } from './room.ts'

const { db, url } = await testDatabase()
const room = await importedShop(db)
const { shop, state, running } = room

it('killed in its middle, a comparison goes on where it was and repairs everything once', async () => {
  const orders = room.rows<{ id: string }>('select id from orders')
  for (const [place, { id }] of orders.entries()) {
    const soon = new Date(Date.now() + place * 1000).toISOString()
    run(state, 'update orders set total = total + 100, updated_at = ? where id = ?', soon, id)
  }
  // Enough for some pages of orders, but not for all.
  Object.assign(running.shop.bucket, { available: 2000, restorePerSecond: 1 })
  const { access_token: accessToken } = room.rows<{ access_token: string }>('select access_token from tokens')[0] ?? {}
  const { origin } = running
  const given = { databaseUrl: url, origin, domain: shop.domain, accessToken, aheadMs: AHEAD_MS, shopId: shop.id }
  const worker = spawn('node', ['tests/app/intake/reconcile/reconcile-worker.ts', JSON.stringify(given)], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  while ((await db.repair.count({ where: { subject: 'order' } })) === 0) await pause(20)
  const gone = once(worker, 'exit')
  worker.kill('SIGKILL')
  expect((await gone)[1]).toBe('SIGKILL')
  const broken = await db.reconciliation.findFirstOrThrow()
  expect(broken.finishedAt).toBeNull()
  expect(await db.repair.count()).toBeLessThan(orders.length)
  Object.assign(running.shop.bucket, { available: 2000, restorePerSecond: 2000 })
  await room.compare('recent')
  const [continued, ...others] = await db.reconciliation.findMany()
  expect(continued).toMatchObject({ id: broken.id, problem: null })
  expect(others).toEqual([])
  // What lies at the very place where it broke off is looked at again.
  expect(continued?.compared).toBe(orders.length + 1)
  expect(await ledgerTruth(db, shop)).toEqual(shopTruth(state))
  expect(await db.repair.count()).toBe(orders.length)
}, 60_000)
