import { afterAll, describe, expect, it } from 'vitest'
import { randomFrom } from '../../../../dev-shop/stock/random.ts'
import { testDatabase } from '../../../support/database.ts'
import { startLivingApp, type LivingApp, type LivingPart } from '../../../support/living-app.ts'
import { givenShop } from '../../../support/shops.ts'
import { InsistentSender } from './insistent-sender.ts'
import { OrderBook } from './order-book.ts'
import { untilIdle } from './until-idle.ts'

const KILLS = 10
const RATE = 100
const MOST = 1000 // a slow machine would else gather more than it can work off

describe('web and worker, each killed ten times at random moments under 100 deliveries a second,', () => {
  let app: LivingApp
  let sender: InsistentSender

  it('lose nothing and do nothing twice', async () => {
    const { db, url } = await testDatabase()
    await givenShop(db)
    app = await startLivingApp(url)
    sender = new InsistentSender(app.url, app.secret)
    const book = new OrderBook()
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

async function killOften(part: LivingPart, seed: number): Promise<void> {
  const random = randomFrom(seed)
  for (let kills = 0; kills < KILLS; kills += 1) await part.killAfter(random.below(600))
}
