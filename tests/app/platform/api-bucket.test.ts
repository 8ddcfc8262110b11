import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { connectedShop } from './connected-shop.ts'

const { db, shop, running, shopify, openApp, startProcess } = await connectedShop(60)
const { domain } = shop
const { bucket } = running.shop

const PEOPLE = 'query People { customers(first: 50) { nodes { id } } }'
const NAME = 'query ShopName { shop { name } }'

beforeAll(async () => {
  await openApp()
  // So that the load is over soon: what is asked below fills the bucket several times.
  bucket.restorePerSecond = 1000
})

/** What Shopify still grants, and what the app knows of it. */
async function givenBucket(available: number, restoreRate: number): Promise<void> {
  Object.assign(bucket, { available, restorePerSecond: restoreRate, measuredAt: Date.now() })
  await db.apiBucket.updateMany({ data: { available, restoreRate, asOf: new Date() } })
}

describe('the bucket that all processes share', () => {
  it('keeps two processes that ask at once from being throttled, and all get their answers', async () => {
    const [web, worker] = await Promise.all([startProcess(), startProcess()])
    const reports = await Promise.all([
      web({ domain, operation: PEOPLE, times: 50, priority: 'person' }),
      worker({ domain, operation: PEOPLE, times: 50, priority: 'background' }),
    ])
    expect(reports.flatMap(({ problems }) => problems)).toEqual([])
    expect(reports.map(({ answers }) => answers)).toEqual([50, 50])
    // Without a shared bucket nearly all are; a machine that stalls may still let a few through too soon.
    expect(reports.map(({ throttled }) => throttled).reduce((sum, one) => sum + one)).toBeLessThanOrEqual(10)
  })

  it('lets a person go before thirty jobs that wait', async () => {
    const jobs = await shopify.adminFor(domain)
    const person = await shopify.adminFor(domain, 'person')
    await givenBucket(500, 10)
    let jobsDone = 0
    const waiting = Array.from({ length: 30 }, () => jobs.run(PEOPLE).then(() => (jobsDone += 1)))
    await pause(500)
    expect(await person.run(NAME)).toEqual({ shop: { name: 'HandelBlitz' } })
    // A quarter of the bucket is left, and that is for people.
    expect(jobsDone).toBe(0)
    await givenBucket(2000, 1000)
    await Promise.all(waiting)
    expect(jobsDone).toBe(30)
  })

  it('learns from the answers what Shopify grants this shop, and what is left of it', async () => {
    const asked = await shopify.adminFor(domain, 'person')
    await asked.run(NAME)
    const row = await db.apiBucket.findUniqueOrThrow({ where: { shopId: shop.id } })
    expect(row).toMatchObject({ maximum: 2000, restoreRate: 1000, inFlight: 0 })
    expect(row.available).toBeLessThanOrEqual(bucket.available)
  })
})
