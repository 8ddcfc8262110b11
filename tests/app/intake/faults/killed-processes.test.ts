import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database } from '../../../../app/platform/index.server.ts'
import { randomFrom } from '../../../../dev-shop/stock/random.ts'
import { testDatabase } from '../../../support/database.ts'
import { startLivingApp, type LivingApp, type LivingPart } from '../../../support/living-app.ts'
import { givenShop } from '../../../support/shops.ts'
import { InsistentSender, type Event } from './insistent-sender.ts'
import { OrderBook } from './order-book.ts'
import { untilIdle } from './until-idle.ts'

const KILLS = 10
const RATE = 100
const MOST_ARRIVING = 40
const MOST_EVENTS = 400

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

  // Does not end in time since slots were split into lanes; why is not known yet.
  it.skip('lose nothing and double nothing when each is killed ten times at random moments under 100 deliveries a second', async () => {
    const begin = performance.now()
    let over = false
    const killing = Promise.all([killOften(app.web, 1), killOften(app.worker, 2)]).finally(() => (over = true))
    const sent = await sender.sendEvenly(
      RATE,
      eventsAndRepeats(() => over),
    )
    const kills = (await killing).flat()
    const seconds = (Math.max(...kills.map(({ at }) => at)) - begin) / 1000
    expect(kills).toHaveLength(2 * KILLS)
    expect(sent / seconds).toBeGreaterThan(0.95 * RATE)
    expect(Math.min(...kills.map(({ arrived }) => arrived))).toBeGreaterThan(0)
    expect(sender.repeats).toBeGreaterThan(KILLS)
    await sender.settled()
    await untilIdle(db)
    expect(await book.differences(db)).toEqual({ missing: 0, double: 0 })
    expect([app.web.starts, app.worker.starts]).toEqual([KILLS + 1, KILLS + 1])
  }, 600_000)

  afterAll(async () => {
    sender.close()
    await app.stop()
  })

  /**
   * Every second delivery repeats one from before, as Shopify may; and all do once there is enough to work off, so that
   * a slow machine has no more of it than a fast one.
   */
  function* eventsAndRepeats(enough: () => boolean): Iterable<Event> {
    const random = randomFrom('repeats')
    for (let count = 0; !enough(); count += 1) {
      const repeated = count % 2 === 1 || book.events.length >= MOST_EVENTS
      yield (repeated ? book.events[random.below(book.events.length)] : undefined) ?? book.tell()
    }
  }

  /**
   * Kills again and again, each time when a random number of deliveries has arrived since it was up, so that a slow
   * machine is hit at as many different moments as a fast one. Says of each kill when it was and how many had arrived.
   */
  async function killOften(part: LivingPart, seed: number): Promise<Kill[]> {
    const random = randomFrom(seed)
    const kills: Kill[] = []
    while (kills.length < KILLS) {
      await part.ready
      const before = sender.accepted
      const enough = 1 + random.below(MOST_ARRIVING)
      while (sender.accepted - before < enough) await pause(random.below(10))
      await part.kill()
      kills.push({ at: performance.now(), arrived: sender.accepted - before })
    }
    return kills
  }
})

type Kill = { at: number; arrived: number }

function shuffled<T>(things: T[]): T[] {
  const random = randomFrom('shuffled')
  return things
    .map((thing) => ({ thing, place: random.unit() }))
    .sort((one, other) => one.place - other.place)
    .map(({ thing }) => thing)
}
