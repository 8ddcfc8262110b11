import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Database } from '../../../../app/platform/index.server.ts'
import { installApp } from '../../../../scripts/install.ts'
import { startLocalShop, type LocalShop } from '../../../../scripts/local-shop.ts'
import { testDatabase } from '../../../support/database.ts'

const CUSTOMERS = 80
const ORDERS = 240
const NEW_ORDERS = 20

describe('a shop that throttles, answers 500 and closes connections', () => {
  let shop: LocalShop
  let db: Database
  let repeated = 0

  beforeAll(async () => {
    const clone = await testDatabase()
    db = clone.db
    const stock = ['--customers', String(CUSTOMERS), '--order-count', String(ORDERS), '--retry-scale', '0.0005']
    const common = { stock: 'troubled', databaseUrl: clone.url, fresh: true, anyPorts: true, quiet: true }
    shop = await startLocalShop({ ...common, devShopFlags: stock })
  }, 120_000)

  it('is imported whole all the same, with what is bought meanwhile, and nothing twice', async () => {
    await installApp(shop.storefrontUrl, shop.appUrl)
    await ask('/dev/admin-api/trouble', { throttle: 0.2, error: 0.15, close: 0.15 })
    await ask('/dev/webhooks/faults', { duplicate: 0.5, reorder: true })
    const lines = [{ variantId: someVariant(shop.devShopState), quantity: 1 }]
    for (let count = 0; count < NEW_ORDERS; count += 1) {
      await ask('/dev/orders', { email: `neu-${String(count % 5)}@example.de`, lines })
    }
    await shop.flushWebhooks()
    await untilImported()
    const { orders, customers } = await counts()
    const ledger = { orders: await db.order.count(), customers: await db.customer.count({ where: { id: { gt: 0 } } }) }
    const missing = Math.max(0, orders - ledger.orders) + Math.max(0, customers - ledger.customers)
    const double = Math.max(0, ledger.orders - orders) + Math.max(0, ledger.customers - customers)
    expect({ missing, double }).toEqual({ missing: 0, double: 0 })
    expect(orders).toBeGreaterThanOrEqual(ORDERS)
    expect(await db.delivery.count({ where: { outcome: { in: ['waiting', 'failed'] } } })).toBe(0)
    expect(repeated).toBeGreaterThan(0)
  }, 300_000)

  afterAll(() => shop.stop())

  /** Waits for import and queue; what waits for another attempt is let try at once instead of in minutes. */
  async function untilImported(): Promise<void> {
    for (;;) {
      repeated += await db.$executeRaw`
        update graphile_worker._private_jobs set run_at = now() where run_at > now() and attempts between 1 and max_attempts - 1 and locked_at is null`
      const [seen] = await db.$queryRaw<[{ done: boolean; jobs: number }]>`
        select exists (select from history_import where finished_at is not null) as done,
               (select count(*)::int from graphile_worker._private_jobs 
                 where run_at <= now() and attempts < max_attempts) as jobs`
      if (seen.done && seen.jobs === 0) return
      // Past the import only the hourly comparison is left, whose many questions would use up its attempts at this pace.
      if (seen.done) await ask('/dev/admin-api/trouble', { throttle: 0, error: 0, close: 0 })
      await pause(100)
    }
  }

  async function ask(path: string, body: unknown): Promise<unknown> {
    const answer = await fetch(new URL(path, shop.storefrontUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path} answered ${String(answer.status)}: ${await answer.text()}`)
    return answer.json()
  }

  async function counts(): Promise<{ orders: number; customers: number }> {
    const status: unknown = await (await fetch(new URL('/dev/status', shop.storefrontUrl))).json()
    return z.object({ counts: z.object({ orders: z.number(), customers: z.number() }) }).parse(status).counts
  }
})

function someVariant(devShopState: string): string {
  const state = new DatabaseSync(devShopState, { readOnly: true })
  try {
    return z
      .object({ id: z.string() })
      .parse(state.prepare('select cast(id as text) as id from variants limit 1').get()).id
  } finally {
    state.close()
  }
}
