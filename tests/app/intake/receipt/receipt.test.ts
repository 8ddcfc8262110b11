import { randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { beforeEach, describe, expect, it } from 'vitest'
import { judge } from '../../../../app/intake/index.ts'
import { DISMISSED } from '../../../../app/intake/receipt/remedy.ts'
import type { DeliveryQuery } from '../../../../app/intake/receipt/delivery-query.ts'
import type { DeliveryId, FactOf, Shop } from '../../../../app/kernel/index.ts'
import { startWorking, type Reactions } from '../../../../app/platform/index.server.ts'
import { kindNames } from '../../../../app/intake/reconcile/checked-kinds.ts'
import { testDatabase } from '../../../support/database.ts'
import { givenShop } from '../../../support/shops.ts'
import { orderBody } from '../bodies.ts'
import { intakeOn, webhook, workOff } from '../support.ts'

const { db, url } = await testDatabase()
const now = new Date()
const minutes = (count: number) => new Date(now.getTime() - count * 60_000)
const everything: DeliveryQuery = { state: 'all', topic: null, before: null }
const logged: string[] = []
const logger = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) })
const intake = intakeOn(db, { now: () => now, logger })
const { receipt } = intake
let shop: Shop
let count = 0

beforeEach(async () => {
  count += 1
  shop = await givenShop(db, `shop-${String(count)}.myshopify.com`)
  await db.$executeRaw`delete from graphile_worker._private_jobs`
})

const good = () =>
  orderBody({
    id: 100,
    updatedAt: now.toISOString(),
    customer: { id: 1, email: 'anna@example.de' },
    lines: [{ id: 5 }],
  })
const unreadable = '{"id":1,"email":"anna@example.de","note":"bitte klingeln"}'

async function arrives(topic: string, body: string, of = shop): Promise<DeliveryId> {
  await intake.receive(webhook({ domain: of.domain, topic, body }))
  const { id } = await db.delivery.findFirstOrThrow({ where: { shopId: of.id }, orderBy: { id: 'desc' } })
  return id as DeliveryId
}

const work = () =>
  workOff(db, { 'delivery-received': (fact: FactOf<'delivery-received'>) => intake.applyDelivery(fact) })
const outcomeOf = async (id: DeliveryId) => (await db.delivery.findFirstOrThrow({ where: { id } })).outcome
const jobs = async () =>
  Number((await db.$queryRaw<{ n: bigint }[]>`select count(*) as n from graphile_worker._private_jobs`)[0]?.n)

/** What is left of a job whose worker was killed at its last attempt. */
async function givesUp(): Promise<void> {
  await db.$executeRaw`update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'no room on the disk'`
}

async function importBegan(at: Date): Promise<void> {
  const id = randomUUID()
  await db.historyImport.create({ data: { shopId: shop.id, id, startedAt: at, finishedAt: minutes(8) } })
  await db.importStep.create({ data: { shopId: shop.id, importId: id, kind: 'orders', position: 3, status: 'done' } })
}

const manyVariants = (many: number) =>
  db.$executeRaw`
    insert into variant (shop_id, id, product_id, title, price_minor, options)
    select ${shop.id}, n, 1, 'Blau', 100, '[]' from generate_series(1, ${many}::int) n`

async function compared(
  kind: string,
  startedAt: Date,
  facts: { completeTo?: Date; open?: true } = {},
): Promise<string> {
  const id = randomUUID()
  const { completeTo = null, open } = facts
  const finishedAt = open ? null : startedAt
  await db.reconciliation.create({
    data: { shopId: shop.id, id, kind, startedAt, finishedAt, completeTo, compared: 40 },
  })
  return id
}

describe('how complete the shop is', () => {
  it('is the beginning of the import until something was compared, then the kind that is furthest behind', async () => {
    expect((await receipt.standing(shop)).standing).toMatchObject({ history: 'none', completeTo: null })
    await importBegan(minutes(100))
    expect((await receipt.standing(shop)).standing.completeTo).toBe(minutes(100).toISOString())
    const checked = (kind: string, completeTo: Date, problem: string | null = null) => {
      const told = { comparedTo: completeTo, completeTo, problem }
      const key = { shopId: shop.id, kind }
      return db.checkedKind.upsert({ where: { shopId_kind: key }, create: { ...key, ...told }, update: told })
    }
    for (const kind of kindNames) await checked(kind, minutes(6))
    expect((await receipt.standing(shop)).standing).toMatchObject({
      completeTo: minutes(6).toISOString(),
      lagging: [],
    })
    await checked('discount', minutes(300), 'access denied')
    await checked('order', minutes(9))
    expect((await receipt.standing(shop)).standing).toMatchObject({
      completeTo: minutes(300).toISOString(),
      lagging: [{ kind: 'discount', nightly: false, completeTo: minutes(300).toISOString(), problem: 'access denied' }],
    })
    await checked('discount', minutes(6))
    expect((await receipt.standing(shop)).standing.completeTo).toBe(minutes(9).toISOString())
    await checked('stock', minutes(900))
    expect((await receipt.standing(shop)).standing).toMatchObject({
      completeTo: minutes(900).toISOString(),
      nightly: [],
    })
    await manyVariants(5_001)
    const { standing } = await receipt.standing(shop)
    expect(standing).toMatchObject({
      completeTo: minutes(9).toISOString(),
      lagging: [],
      nightly: [{ kind: 'stock', completeTo: minutes(900).toISOString() }],
    })
    expect(judge(standing, now).outcome).toBe('complete')
    expect(judge(standing, minutes(-1000))).toMatchObject({
      lags: [{ kind: 'stale' }, { kind: 'night', kinds: [{ kind: 'stock', completeTo: minutes(900).toISOString() }] }],
    })
  })

  it('is held back by what waits or failed only where no comparison tells it and it tells something of the shop', async () => {
    await importBegan(minutes(10))
    const completeTo = async () => (await receipt.standing(shop)).standing.completeTo
    const waits = async (topic: string, since: Date) => {
      const id = await arrives(topic, good())
      await db.delivery.updateMany({ where: { id }, data: { triggeredAt: since } })
    }
    for (const topic of ['orders/updated', 'bulk_operations/finish', 'app/scopes_update', 'app/uninstalled'])
      await waits(topic, minutes(60))
    expect(await completeTo()).toBe(minutes(10).toISOString())
    await waits('customers/merge', minutes(30))
    expect(await completeTo()).toBe(minutes(30).toISOString())
  })

  it("tells each comparison's last run and what last night put right, and where Shopify shows it", async () => {
    const at = (clock: string) => new Date(`2026-11-${clock}:00+01:00`)
    const { receipt } = intakeOn(db, { now: () => at('24T14:32') })
    expect(await receipt.of(shop)).toMatchObject({ repairedLastNight: null, repairs: [], comparisons: [] })
    const before = await compared('daily', at('23T03:00'))
    await compared('daily', at('24T03:01'), { open: true })
    expect((await receipt.of(shop)).repairedLastNight).toBeNull()
    const night = await compared('daily', at('24T03:02'))
    const byHand = await compared('daily', at('24T11:00'))
    await compared('recent', at('24T12:00'))
    const recent = await compared('recent', at('24T14:00'))
    const repair = (reconciliationId: string, subject: string, subjectId: string, difference: string, on: Date) =>
      db.repair.create({ data: { shopId: shop.id, reconciliationId, subject, subjectId, difference, repairedAt: on } })
    await repair(before, 'order', '7', 'outdated', at('23T03:01'))
    await repair(night, 'order', '820982911946154508', 'missing', at('24T03:02'))
    await repair(night, 'product', '12', 'gone', at('24T03:03'))
    await repair(byHand, 'customer', '5', 'missing', at('24T11:00'))
    await repair(recent, 'subscription', 'orders/create', 'missing', at('24T14:00'))
    const told = await receipt.of(shop)
    expect(told.repairedLastNight).toBe(2)
    expect(told.comparisons.map(({ kind, startedAt, repaired }) => [kind, startedAt, repaired])).toEqual([
      ['recent', at('24T14:00').toISOString(), 1],
      ['daily', at('24T11:00').toISOString(), 1],
    ])
    expect(told.repairs.map(({ subjectId, difference, link }) => [subjectId, difference, link])).toEqual([
      ['orders/create', 'missing', null],
      ['5', 'missing', 'shopify://admin/customers/5'],
      ['12', 'gone', null],
      ['820982911946154508', 'missing', 'shopify://admin/orders/820982911946154508'],
      ['7', 'outdated', 'shopify://admin/orders/7'],
    ])
  })

  it('calls what was put right by what the shop calls it, and by no name where nobody knows one', async () => {
    const run = await compared('recent', minutes(3))
    const repair = (subject: string, subjectId: string, name: string | null = null) =>
      db.repair.create({
        data: {
          shopId: shop.id,
          reconciliationId: run,
          subject,
          subjectId,
          difference: 'outdated',
          name,
          repairedAt: now,
        },
      })
    await arrives('orders/create', good())
    await work()
    const { id: orderId, name } = await db.order.findFirstOrThrow({ where: { shopId: shop.id } })
    const refund = { shopId: shop.id, orderId, id: 8n, createdAt: now, totalMinor: 5n, digest: '' }
    await db.refund.create({ data: refund })
    await repair('refund', '8')
    await repair('refund', '9')
    await repair('stock', '7@1', 'Dinkelbrot - 500 g')
    await repair('stock', '8@1')
    const told = await receipt.of(shop)
    expect(told.repairs.map(({ subject, subjectId, name: called }) => [subject, subjectId, called])).toEqual([
      ['refund', '8', name],
      ['refund', '9', null],
      ['stock', '7@1', 'Dinkelbrot - 500 g'],
      ['stock', '8@1', null],
    ])
  })

  it('counts what is here, and says nothing of the shop where the shop does not answer', async () => {
    await arrives('orders/create', good())
    await work()
    expect(await receipt.counts(shop)).toEqual([
      { kind: 'orders', here: 1, inShop: null },
      { kind: 'customers', here: 1, inShop: null },
      { kind: 'products', here: 0, inShop: null },
    ])
  })
})

describe('the queue', () => {
  it('holds what nobody has worked on yet, since when, and warns once that takes too long', async () => {
    await importBegan(minutes(10))
    const oldest = await arrives('orders/create', good())
    await arrives('orders/updated', good())
    const { standing } = await receipt.standing(shop)
    expect(standing).toMatchObject({ waiting: 2, failed: 0 })
    expect(judge(standing, now).outcome).toBe('complete')
    await db.delivery.updateMany({ where: { id: oldest }, data: { receivedAt: minutes(6) } })
    const later = await receipt.standing(shop)
    expect(later.standing.waitingSince).toBe(minutes(6).toISOString())
    expect(judge(later.standing, now).outcome).toBe('behind')
    await work()
    expect(judge((await receipt.standing(shop)).standing, now).outcome).toBe('complete')
  })

  it('counts as failed what could not be read, and what was given up although it waits, with the reason', async () => {
    const broken = await arrives('orders/create', unreadable)
    await work()
    const waiting = await arrives('orders/updated', good())
    await givesUp()
    expect((await receipt.standing(shop)).standing).toMatchObject({ waiting: 0, waitingSince: null, failed: 2 })
    const { rows } = await receipt.deliveries(shop, { ...everything, state: 'failed' })
    expect(rows.map(({ id, outcome, reason }) => [id, outcome, reason])).toEqual([
      [String(waiting), 'failed', 'no room on the disk'],
      [String(broken), 'failed', expect.stringContaining('order.')],
    ])
    expect(await receipt.deliveries(shop, { ...everything, state: 'waiting' })).toMatchObject({ rows: [] })
  })

  it('pages through every delivery once, newest first, and knows the topics', async () => {
    for (let turn = 0; turn < 60; turn += 1) await arrives(turn % 3 === 0 ? 'orders/paid' : 'orders/create', unreadable)
    const seen: string[] = []
    for (let before: DeliveryId | null = null; ;) {
      const page: Awaited<ReturnType<typeof receipt.deliveries>> = await receipt.deliveries(shop, {
        ...everything,
        before,
      })
      seen.push(...page.rows.map(({ id }) => id))
      if (page.next === null) break
      before = BigInt(page.next) as DeliveryId
    }
    expect(seen).toHaveLength(60)
    expect(seen).toEqual([...seen].sort((a, b) => Number(b) - Number(a)))
    const paid = await receipt.deliveries(shop, { ...everything, topic: 'orders/paid' })
    expect(paid.rows).toHaveLength(20)
    expect(await receipt.topics(shop)).toEqual(['orders/create', 'orders/paid'])
  })
})

describe('a retry', () => {
  it('puts a failed delivery back with a job; twice is once', async () => {
    const id = await arrives('orders/create', unreadable)
    await work()
    await db.delivery.updateMany({ where: { id }, data: { body: good() } })
    const [first, second] = await Promise.all([receipt.retry(shop, { id }), receipt.retry(shop, { id })])
    expect(first + second).toBe(1)
    expect(await jobs()).toBe(1)
    await work()
    expect(await outcomeOf(id)).toBe('applied')
    expect(await receipt.retry(shop, { id })).toBe(0)
    expect(await outcomeOf(id)).toBe('applied')
  })

  it('takes a given-up delivery up again, and its dead job is gone', async () => {
    const id = await arrives('orders/create', good())
    await givesUp()
    expect(await receipt.retry(shop, { topic: null })).toBe(1)
    expect(await receipt.retry(shop, { topic: null })).toBe(0)
    expect(await jobs()).toBe(1)
    expect((await receipt.standing(shop)).standing).toMatchObject({ waiting: 1, failed: 0 })
    await work()
    expect(await outcomeOf(id)).toBe('applied')
  })

  it('hurries a delivery that waits for its next attempt, but not one that has only just come', async () => {
    const id = await arrives('orders/create', good())
    expect(await receipt.retry(shop, { id })).toBe(0)
    await db.delivery.updateMany({ where: { id }, data: { attempts: 4, reason: 'the database was away' } })
    await db.$executeRaw`update graphile_worker._private_jobs set attempts = 4, run_at = now() + interval '1 hour'`
    expect((await receipt.delivery(shop, id))?.retryable).toBe(true)
    expect(await receipt.retry(shop, { topic: null })).toBe(0)
    expect(await receipt.retry(shop, { id })).toBe(1)
    const [due] = await db.$queryRaw<{ n: bigint }[]>`
      select count(*) as n from graphile_worker._private_jobs where run_at <= now()`
    expect(due?.n).toBe(1n)
  })

  it('finds a delivery whose job was lost', async () => {
    const id = await arrives('orders/create', good())
    await db.$executeRaw`delete from graphile_worker._private_jobs`
    await db.delivery.updateMany({ where: { id }, data: { receivedAt: minutes(6) } })
    expect(await receipt.retry(shop, { id })).toBe(1)
    await work()
    expect(await outcomeOf(id)).toBe('applied')
  })

  it('of all takes every failed one of the topic, not only a page, and leaves the rest', async () => {
    for (let turn = 0; turn < 40; turn += 1) await arrives('orders/create', unreadable)
    const other = await arrives('customers/update', '{"id":"no"}')
    await work()
    expect((await receipt.deliveries(shop, { ...everything, topic: 'orders/create' })).failed).toBe(40)
    expect(await receipt.retry(shop, { topic: 'orders/create' })).toBe(40)
    expect(await jobs()).toBe(40)
    expect(await outcomeOf(other)).toBe('failed')
  })

  it('of old news ends as outdated and changes nothing', async () => {
    const id = await arrives('orders/create', '{"id":1}')
    await work()
    const old = orderBody({ id: 100, updatedAt: minutes(60).toISOString(), total: '10.00', lines: [{ id: 5 }] })
    await db.delivery.updateMany({ where: { id }, data: { body: old, triggeredAt: minutes(60) } })
    await arrives(
      'orders/updated',
      orderBody({ id: 100, updatedAt: now.toISOString(), total: '80.00', lines: [{ id: 5 }] }),
    )
    await work()
    await receipt.retry(shop, { id })
    await work()
    expect(await outcomeOf(id)).toBe('outdated')
    expect((await db.order.findFirstOrThrow({ where: { shopId: shop.id } })).totalMinor).toBe(8000n)
  })

  it('adds no job where the transaction does not hold', async () => {
    const id = await arrives('orders/create', unreadable)
    await work()
    await db.$executeRaw`alter table graphile_worker._private_jobs add constraint closed check (payload is null) not valid`
    await expect(receipt.retry(shop, { id })).rejects.toThrow('closed')
    await db.$executeRaw`alter table graphile_worker._private_jobs drop constraint closed`
    expect(await outcomeOf(id)).toBe('failed')
    expect(await jobs()).toBe(0)
  })
})

describe('a delivery that was given up', () => {
  it('holds up no other, and nothing takes it or its reason away', async () => {
    const dead = await arrives('orders/updated', good())
    await givesUp()
    const later = await arrives('orders/create', good())
    const done = Promise.withResolvers<undefined>()
    const runner = await startWorking(
      url,
      {
        'delivery-received': (fact: FactOf<'delivery-received'>) => intake.applyDelivery(fact),
        'customers-changed': () => {
          done.resolve(undefined)
          return Promise.resolve()
        },
      } as unknown as Reactions,
      { concurrency: 1, logger },
    )
    await done.promise
    await runner.stop()
    expect(await outcomeOf(later)).toBe('applied')
    expect(await receipt.delivery(shop, dead)).toMatchObject({ outcome: 'failed', reason: 'no room on the disk' })
    expect(await receipt.retry(shop, { id: dead })).toBe(1)
    await work()
    expect(await outcomeOf(dead)).toBe('outdated')
  })
})

describe('a failed delivery that a person puts away', () => {
  it('warns of itself no more, stays in the list and is written down with who did it', async () => {
    const id = await arrives('orders/create', '{"id":')
    await work()
    expect(await receipt.delivery(shop, id)).toMatchObject({ reason: 'the body is no JSON: it ends too early' })
    logged.length = 0
    expect(await receipt.dismiss(shop, { id, person: '7' })).toBe(true)
    expect(await receipt.dismiss(shop, { id, person: '7' })).toBe(false)
    expect(logged.map((line): unknown => JSON.parse(line))).toMatchObject([{ delivery: String(id), person: '7' }])
    expect((await receipt.standing(shop)).standing).toMatchObject({ waiting: 0, failed: 0 })
    expect(await receipt.delivery(shop, id)).toMatchObject({ outcome: 'ignored', reason: DISMISSED, retryable: false })
    expect(await receipt.retry(shop, { topic: null })).toBe(0)
  })

  it('may be one that was given up, whose dead job goes with it, but none that waits and none of the law', async () => {
    const asked = await arrives('customers/redact', '{"id":')
    await work()
    const dead = await arrives('orders/create', good())
    await givesUp()
    const waiting = await arrives('orders/paid', good())
    expect(await receipt.dismiss(shop, { id: dead, person: '7' })).toBe(true)
    expect(await receipt.dismiss(shop, { id: asked, person: '7' })).toBe(false)
    expect(await receipt.dismiss(shop, { id: waiting, person: '7' })).toBe(false)
    expect(await jobs()).toBe(1)
    expect((await receipt.standing(shop)).standing).toMatchObject({ waiting: 1, failed: 1 })
  })
})

describe('the payload', () => {
  it('is masked until somebody asks, and then it is written down who saw what, but not what was seen', async () => {
    const id = await arrives('orders/create', unreadable)
    logged.length = 0
    const masked = await receipt.body(shop, id, { from: 0, reveal: null })
    expect(masked?.lines.join('')).not.toMatch(/anna@example|klingeln/)
    expect(logged).toEqual([])
    const shown = await receipt.body(shop, id, { from: 0, reveal: { person: '7' } })
    expect(shown?.lines.join('')).toMatch(/anna@example.*klingeln/)
    expect(logged.map((line): unknown => JSON.parse(line))).toMatchObject([
      { shop: shop.domain, delivery: String(id), person: '7', topic: 'orders/create' },
    ])
    expect(logged.join('')).not.toMatch(/anna|klingeln/)
  })

  it('comes with what the headers said', async () => {
    const id = await arrives('orders/create', good())
    expect(await receipt.delivery(shop, id)).toMatchObject({
      topic: 'orders/create',
      apiVersion: '2026-10',
      outcome: 'waiting',
      retryable: false,
    })
  })
})

it('keeps every delivery of another shop to that shop', async () => {
  const id = await arrives('orders/create', unreadable)
  await work()
  const other = await givenShop(db, `other-${String(count)}.myshopify.com`)
  expect(await receipt.delivery(other, id)).toBeNull()
  expect(await receipt.body(other, id, { from: 0, reveal: { person: '7' } })).toBeNull()
  expect(await receipt.retry(other, { id })).toBe(0)
  expect(await receipt.dismiss(other, { id, person: '7' })).toBe(false)
  expect(await receipt.retry(other, { topic: null })).toBe(0)
  expect(await receipt.deliveries(other, everything)).toEqual({ rows: [], next: null, failed: 0 })
  expect(await receipt.topics(other)).toEqual([])
  expect((await receipt.standing(other)).standing).toMatchObject({ waiting: 0, failed: 0 })
  expect(await outcomeOf(id)).toBe('failed')
})
