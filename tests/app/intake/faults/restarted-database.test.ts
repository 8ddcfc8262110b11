import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from '../../../../app/platform/index.server.ts'
import { migrate } from '../../../../scripts/migrate.ts'
import { ensureDatabase, startPostgres, type RunningPostgres } from '../../../../scripts/postgres.ts'
import { startLivingApp, type LivingApp } from '../../../support/living-app.ts'
import { givenShop } from '../../../support/shops.ts'
import { InsistentSender } from './insistent-sender.ts'
import { OrderBook } from './order-book.ts'
import { untilIdle } from './until-idle.ts'

const CRASHES = 3

describe('a database that crashes under load and comes back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crashing-postgres-'))
  let postgres: RunningPostgres
  let url: string
  let app: LivingApp
  let db: Database
  let sender: InsistentSender

  beforeAll(async () => {
    postgres = await startPostgres({ folder })
    url = await ensureDatabase(postgres, 'crashing')
    await migrate(url)
    const before = openDatabase(url, 1)
    await givenShop(before)
    await before.$disconnect()
    app = await startLivingApp(url)
    sender = new InsistentSender(app.url, app.secret)
  }, 120_000)

  it('costs nothing and doubles nothing, and neither web nor worker has to be started again', async () => {
    const book = new OrderBook()
    let over = false
    const crashing = crashOften(postgres).finally(() => (over = true))
    await sender.sendEvenly(
      100,
      book.tellUntil(() => over || book.events.length === 300),
    )
    await crashing
    await sender.settled()
    db = openDatabase(url, 2)
    await untilIdle(db)
    expect(sender.repeats).toBeGreaterThan(0)
    expect(await book.differences(db)).toEqual({ missing: 0, double: 0 })
    expect([app.web.starts, app.worker.starts]).toEqual([1, 1])
  }, 300_000)

  afterAll(async () => {
    sender.close()
    await Promise.all([app.stop(), db.$disconnect()])
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  })
})

async function crashOften(postgres: RunningPostgres): Promise<void> {
  for (let crashes = 0; crashes < CRASHES; crashes += 1) {
    await pause(1000)
    await postgres.crash()
  }
}
