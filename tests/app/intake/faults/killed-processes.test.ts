import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../../app/platform/index.server.ts'
import { randomFrom } from '../../../../dev-shop/stock/random.ts'
import { testDatabase } from '../../../support/database.ts'
import { startLivingApp, type LivingApp, type LivingPart } from '../../../support/living-app.ts'
import { givenShop } from '../../../support/shops.ts'
import { InsistentSender } from './insistent-sender.ts'
import { OrderBook } from './order-book.ts'
import { untilIdle } from './until-idle.ts'

const KILLS = 20
const RATE = 100

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

  it('lose nothing and double nothing when each is killed twenty times at random moments under 100 deliveries a second', async () => {
    const toldBefore = book.events.length
    const begin = performance.now()
    let over = false
    const killing = Promise.all([killOften(app.web, 1), killOften(app.worker, 2)]).finally(() => (over = true))
    await sender.sendEvenly(
      RATE,
      book.tellUntil(() => over),
    )
    const kills = (await killing).flat()
    const seconds = (Math.max(...kills.map(({ at }) => at)) - begin) / 1000
    const told = book.events.length - toldBefore
    expect(kills).toHaveLength(2 * KILLS)
    expect(told / seconds).toBeGreaterThan(0.95 * RATE)
    // A life of some milliseconds may see none arrive, and of those told a few are on their way again.
    expect(kills.filter(({ arrived }) => arrived === 0).length).toBeLessThan(KILLS / 2)
    expect(Math.max(...kills.map(({ accepted }) => accepted)) - toldBefore).toBeGreaterThan(told / 2)
    expect(sender.repeats).toBeGreaterThan(KILLS)
    await sender.settled()
    await untilIdle(db)
    expect(await book.differences(db)).toEqual({ missing: 0, double: 0 })
    expect([app.web.starts, app.worker.starts]).toEqual([KILLS + 1, KILLS + 1])
  }, 400_000)

  afterAll(async () => {
    sender.close()
    await app.stop()
  })

  /** Kills again and again, and says of each kill when it was and how many deliveries had arrived since the one before. */
  async function killOften(part: LivingPart, seed: number): Promise<Kill[]> {
    const random = randomFrom(seed)
    const kills: Kill[] = []
    for (let before = sender.accepted; kills.length < KILLS; before = sender.accepted) {
      await part.killAfter(random.below(900))
      const { accepted } = sender
      kills.push({ at: performance.now(), accepted, arrived: accepted - before })
    }
    return kills
  }
})

type Kill = { at: number; accepted: number; arrived: number }

function shuffled<T>(things: T[]): T[] {
  const random = randomFrom('shuffled')
  return things
    .map((thing) => ({ thing, place: random.unit() }))
    .sort((one, other) => one.place - other.place)
    .map(({ thing }) => thing)
}
