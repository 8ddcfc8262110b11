import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../../app/platform/index.server.ts'
import { randomFrom } from '../../../../dev-shop/stock/random.ts'
import { testDatabase } from '../../../support/database.ts'
import { startLivingApp, type LivingApp, type LivingPart } from '../../../support/living-app.ts'
import { givenShop } from '../../../support/shops.ts'
import { InsistentSender } from './insistent-sender.ts'
import { OrderBook } from './order-book.ts'
import { untilIdle } from './until-idle.ts'

const KILLS = 10
const RATE = 100
const MOST = 800 // a slow machine would else gather more than it can work off

describe('web and worker as processes of their own', () => {
  const book = new OrderBook()
  let app: LivingApp
  let sender: InsistentSender
  let db: Database

  beforeAll(async () => {
    const clone = await testDatabase()
    db = clone.db
    await givenShop(db)
    app = await startLivingApp(clone.url)
    sender = new InsistentSender(app.url, app.secret)
  }, 120_000)

  it('take each delivery once, though all come five times and in no order', async () => {
    const events = [...book.tellUntil(() => book.events.length === 150)]
    const all = shuffled([...events, ...events, ...events, ...events, ...events])
    for (const event of all) sender.send(event)
    await sender.settled()
    await untilIdle(db)
    expect(await book.differences(db)).toEqual({ missing: 0, double: 0 })
  }, 120_000)

  it('lose nothing and double nothing when each is killed ten times at random moments under 100 deliveries a second', async () => {
    let killed = 0
    const killing = Promise.all([killOften(app.web, 1), killOften(app.worker, 2)]).then(() => (killed = 2 * KILLS))
    await sender.sendEvenly(
      RATE,
      book.tellUntil(() => killed > 0 || book.events.length === MOST),
    )
    await killing
    await sender.settled()
    await untilIdle(db)
    expect(sender.repeats).toBeGreaterThan(0)
    expect(await book.differences(db)).toEqual({ missing: 0, double: 0 })
    expect([app.web.starts, app.worker.starts]).toEqual([KILLS + 1, KILLS + 1])
  }, 300_000)

  afterAll(async () => {
    sender.close()
    await app.stop()
  })
})

function shuffled<T>(things: T[]): T[] {
  const random = randomFrom('shuffled')
  return things
    .map((thing) => ({ thing, place: random.unit() }))
    .sort((one, other) => one.place - other.place)
    .map(({ thing }) => thing)
}

async function killOften(part: LivingPart, seed: number): Promise<void> {
  const random = randomFrom(seed)
  for (let kills = 0; kills < KILLS; kills += 1) await part.killAfter(random.below(600))
}
