import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CustomerId, FactOf, OrderId, SegmentId, Shop } from '../../../../app/kernel/index.ts'
import type { Database } from '../../../../app/platform/database.server.ts'
import { forgetCustomer } from '../../../../app/privacy/forget.server.ts'
import { openProfiles } from '../../../../app/profiles/index.server.ts'
import { openSegments, segmentsTimeline } from '../../../../app/segments/index.server.ts'
import { testDatabase } from '../../../support/database.ts'
import { givenShop } from '../../../support/shops.ts'
import { openLedgerRows, type LedgerRows } from '../../profiles/ledger-rows.ts'
import { foundMembers, storedMembers } from './members.ts'

let db: Database
let moment: Date
const now = () => moment
const segments = () => openSegments({ db, adminFor: () => Promise.reject(new Error('asks nobody')), now })
const membership = () => segments().membership

type Place = { shop: Shop; rows: LedgerRows; anna: CustomerId; ben: CustomerId; cara: CustomerId }
let here: Place
let elsewhere: Place
let shops = 0

beforeAll(async () => {
  ;({ db } = await testDatabase())
})

beforeEach(async () => {
  moment = new Date('2026-10-23T10:00:00Z')
  elsewhere = await givenPlace()
  here = await givenPlace()
})

/** Three customers with an order each of 20, 21 and 22 October. Their ids are the same in every shop. */
async function givenPlace(): Promise<Place> {
  const shop = await givenShop(db, `shop-${String((shops += 1))}.myshopify.com`)
  const rows = openLedgerRows(db, shop)
  const [anna, ben, cara] = [await rows.customer('Anna'), await rows.customer('Ben'), await rows.customer('Cara')]
  for (const [customer, day] of [
    [anna, '20'],
    [ben, '21'],
    [cara, '22'],
  ] as const)
    // prettier-ignore
    await rows.order({ customer, at: `2026-10-${day}T12:00:00Z`, lines: [{ type: 'Ringe', minor: 5_000 }] })
  await openProfiles({ db, now, timelineSources: [] }).refreshAll({ shopId: shop.id })
  return { shop, rows, anna, ben, cara }
}

/** Saves a segment and does what the queue then does. */
async function given(name: string, query: string, id: string | null = null): Promise<SegmentId> {
  const saved = await segments().save(here.shop, { id, name, query })
  if (saved.outcome !== 'saved') throw new Error(saved.outcome)
  await membership().evaluateOne({ kind: 'segment-changed', shopId: here.shop.id, segmentId: saved.id })
  return saved.id
}

async function follow(customerIds: CustomerId[], cause: FactOf<'customers-changed'>['cause']): Promise<void> {
  const fact = { kind: 'customers-changed' as const, shopId: here.shop.id, customerIds, ...(cause && { cause }) }
  await membership().follow(fact, await openProfiles({ db, now, timelineSources: [] }).refresh(fact))
}

async function logOf(id: SegmentId): Promise<string[]> {
  const { changes } = await membership().changes(here.shop, id, null)
  return changes.map(({ entered, customer, cause, order, passed }) =>
    [customer.name, entered ? 'entered' : 'left', cause, order, ...passed].filter((word) => word !== null).join(' '),
  )
}

const names = async () =>
  Object.fromEntries(
    Object.entries(await storedMembers(db, here.shop)).map(([name, ids]) => [
      name,
      ids.map((id) => (id === here.anna ? 'Anna' : id === here.ben ? 'Ben' : 'Cara')).join(' '),
    ]),
  )

describe('the members of a segment', () => {
  test('are found when it is created, and nobody counts as having entered', async () => {
    const id = await given('Käufer', 'number_of_orders >= 1')
    expect(await names()).toEqual({ Käufer: 'Anna Ben Cara' })
    expect(await logOf(id)).toEqual([])
    expect(await membership().page(here.shop, id)).toMatchObject({
      ...{ members: 3, pending: false, progress: null, asOf: moment.toISOString() },
      sizes: [{ day: '2026-10-23', members: 3 }],
    })
  })

  test('are said to be under way until a change of the segment has reached them', async () => {
    const id = await given('Käufer', 'number_of_orders >= 1')
    moment = new Date('2026-10-23T11:00:00Z')
    await segments().save(here.shop, { id, name: 'Käufer', query: 'number_of_orders >= 1', owner: 'Jule' })
    expect(await membership().page(here.shop, id)).toMatchObject({ pending: false })
    await segments().save(here.shop, { id, name: 'Käufer', query: 'number_of_orders >= 2' })
    expect(await membership().page(here.shop, id)).toMatchObject({ pending: true, members: 3 })
    const evaluation = { cause: 'import', total: 9, done: 4, beganAt: moment, finishedAt: null }
    await db.segmentEvaluation.updateMany({ where: { shopId: here.shop.id }, data: evaluation })
    expect(await membership().page(here.shop, id)).toMatchObject({ progress: { cause: 'import', done: 4, total: 9 } })
    await membership().evaluateOne({ kind: 'segment-changed', shopId: here.shop.id, segmentId: id })
    expect(await membership().page(here.shop, id)).toMatchObject({ pending: false, members: 0, progress: null })
  })

  test('follow an order at once, and the log names it', async () => {
    const id = await given('Stammkunden', 'number_of_orders >= 2')
    const line = { type: 'Ringe', minor: 1_000 }
    const order = await here.rows.order({ customer: here.ben, at: moment.toISOString(), lines: [line] })
    await follow([here.ben], { kind: 'order', orderId: order.id as OrderId })
    expect(await names()).toEqual({ Stammkunden: 'Ben' })
    await db.order.updateMany({ where: { shopId: here.shop.id, id: order.id }, data: { cancelledAt: moment } })
    await follow([here.ben], { kind: 'order', orderId: order.id as OrderId })
    expect(await names()).toEqual({})
    const name = `#${String(order.id % 10_000n)}`
    expect(await logOf(id)).toEqual([`Ben left order ${name}`, `Ben entered order ${name}`])

    const told = await segmentsTimeline(db, here.shop, here.ben, null, 10)
    expect(told).toMatchObject([
      { kind: 'left', room: 'segments', values: { segment: 'Stammkunden', cause: 'orderNamed', order: name } },
      { kind: 'entered', link: `/app/segments/${id}` },
    ])
    const [newest] = told
    if (newest === undefined) throw new Error('nothing was told')
    expect(await segmentsTimeline(db, here.shop, here.ben, newest, 10)).toHaveLength(1)
    expect(await segmentsTimeline(db, elsewhere.shop, elsewhere.ben, null, 10)).toEqual([])
  })

  test('follow a code to whom it was given, whoever used it', async () => {
    const [shopId, campaignId] = [here.shop.id, crypto.randomUUID()]
    const offer = { valueKind: 'percentage', targetKind: 'product_type', targetValue: 'Ringe', targetTitle: 'Ringe' }
    const sent = { name: 'Herbst', status: 'sent', messages: {}, releasedAt: new Date('2026-10-22T08:00:00Z') }
    await db.campaign.create({ data: { shopId, id: campaignId, ...offer, ...sent } })
    const recipient = { status: 'sent', code: 'ANNA-1', sentAt: moment, locale: 'de' }
    await db.recipient.create({ data: { shopId, campaignId, customerId: here.anna, ...recipient } })
    await given('Eingelöst', "campaign_redeemed MATCHES (campaign = 'Herbst')")
    const line = { type: 'Ringe', minor: 1_000 }
    await here.rows.order({ customer: here.ben, at: moment.toISOString(), lines: [line], codes: ['anna-1'] })
    await follow([here.ben], { kind: 'order' })
    expect(await names()).toEqual({ Eingelöst: 'Anna' })
  })

  test('change with the segment, and with one that it names', async () => {
    const inner = await given('Früh', 'last_order_date = 2026-10-20')
    const outer = await given('Spät', "segment != 'Früh'")
    expect(await names()).toEqual({ Früh: 'Anna', Spät: 'Ben Cara' })
    await given('Sehr früh', 'last_order_date <= 2026-10-21', inner)
    expect(await names()).toEqual({ 'Sehr früh': 'Anna Ben', Spät: 'Cara' })
    expect(await logOf(inner)).toEqual(['Ben entered edited'])
    expect(await logOf(outer)).toEqual(['Ben left edited'])
  })

  test('go with their segment, and stay as they were known in one that named it', async () => {
    const inner = await given('Früh', 'last_order_date = 2026-10-20')
    const outer = await given('Auch', "segment = 'Früh'")
    expect(await segments().remove(here.shop, inner)).toEqual({ outcome: 'deleted' })
    await membership().evaluateOne({ kind: 'segment-changed', shopId: here.shop.id, segmentId: inner })
    await follow([here.anna, here.ben], undefined)
    expect(await names()).toEqual({ Auch: 'Anna' })
    expect(await db.segmentSize.count({ where: { shopId: here.shop.id, segmentId: inner } })).toBe(0)
    expect(await membership().page(here.shop, inner)).toBeNull()
    expect(await membership().page(here.shop, outer)).toMatchObject({ members: 1 })
  })

  test('are those of one shop, whatever ids another shop has', async () => {
    const id = await given('Alle', 'number_of_orders >= 1')
    expect(await membership().page(elsewhere.shop, id)).toBeNull()
    expect(await membership().changes(elsewhere.shop, id, null)).toEqual({ changes: [], older: null })
    await db.segment.create({
      data: { shopId: elsewhere.shop.id, id, name: 'Dieselbe Nummer', query: 'number_of_orders = 9' },
    })
    await membership().evaluate({ kind: 'segments-due', shopId: elsewhere.shop.id, cause: 'import' })
    await membership().follow(
      { kind: 'customers-changed', shopId: elsewhere.shop.id, customerIds: [here.anna, here.ben] },
      'theirs',
    )
    expect(await storedMembers(db, elsewhere.shop)).toEqual({})
    expect(await names()).toEqual({ Alle: 'Anna Ben Cara' })
    await membership().evaluateOne({ kind: 'segment-changed', shopId: elsewhere.shop.id, segmentId: id })
    expect(await names()).toEqual({ Alle: 'Anna Ben Cara' })
  })
})

describe('time alone', () => {
  async function dueAt(): Promise<Date | undefined> {
    await membership().scheduleDays()
    const [job] = await db.$queryRaw<{ run_at: Date }[]>`
      select run_at from graphile_worker._private_jobs where key = ${`segments-day-${String(here.shop.id)}`}`
    return job?.run_at
  }

  test('changes members a minute after the day began in the shop, also when the clock is changed', async () => {
    const id = await given('Still', 'last_order_date < -3d')
    await membership().evaluate({ kind: 'segments-due', shopId: here.shop.id, cause: 'day' })
    expect(await dueAt()).toEqual(new Date('2026-10-23T22:01:00Z'))
    expect(await names()).toEqual({})

    moment = new Date('2026-10-23T22:01:00Z')
    await membership().evaluate({ kind: 'segments-due', shopId: here.shop.id, cause: 'day' })
    expect(await names()).toEqual({ Still: 'Anna' })
    moment = new Date('2026-10-25T10:00:00Z') // the clock went back in the night
    await membership().evaluate({ kind: 'segments-due', shopId: here.shop.id, cause: 'day' })
    expect(await dueAt()).toEqual(new Date('2026-10-25T23:01:00Z'))
    expect(await logOf(id)).toEqual(['Ben entered day last_order_date < -3d', 'Anna entered day last_order_date < -3d'])
    expect(await membership().page(here.shop, id)).toMatchObject({
      sizes: [
        { day: '2026-10-23', members: 0 },
        { day: '2026-10-24', members: 1 },
        { day: '2026-10-25', members: 2 },
      ],
    })
  })

  test('is caught up at once where nobody worked when the day began', async () => {
    await given('Still', 'last_order_date < -3d')
    await membership().evaluate({ kind: 'segments-due', shopId: here.shop.id, cause: 'day' })
    moment = new Date('2026-10-24T09:30:00Z')
    expect(await dueAt()).toEqual(moment)
  })

  test('counts a segment without moving dates too, and leaves its members alone', async () => {
    const id = await given('Fest', 'last_order_date < 2026-10-22')
    await membership().evaluate({ kind: 'segments-due', shopId: here.shop.id, cause: 'day' })
    moment = new Date('2026-10-23T23:00:00Z')
    await membership().evaluate({ kind: 'segments-due', shopId: here.shop.id, cause: 'day' })
    expect(await db.segmentSize.count({ where: { shopId: here.shop.id, segmentId: id } })).toBe(2)
    const { evaluatedAt } = await db.segment.findFirstOrThrow({ where: { id } })
    expect(evaluatedAt).toEqual(new Date('2026-10-23T10:00:00Z'))
  })
})

describe('who is gone', () => {
  const traces = async (shop: Shop, customerId: bigint) => {
    const where = { shopId: shop.id, customerId }
    return [await db.segmentMember.count({ where }), await db.segmentChange.count({ where })]
  }

  /** Everybody has entered and is in a segment, here and elsewhere. */
  async function givenTraces(): Promise<void> {
    await given('Käufer', 'number_of_orders >= 9')
    await given(
      'Käufer',
      'number_of_orders >= 1',
      (await db.segment.findFirstOrThrow({ where: { shopId: here.shop.id } })).id,
    )
    expect(await traces(here.shop, here.anna)).toEqual([1, 1])
  }

  test('is in no segment and no log once the customer was deleted', async () => {
    await givenTraces()
    await db.customer.updateMany({ where: { shopId: here.shop.id, id: here.anna }, data: { deletedAt: moment } })
    await follow([here.anna], { kind: 'customer' })
    expect(await traces(here.shop, here.anna)).toEqual([0, 0])
    expect(await traces(here.shop, here.ben)).toEqual([1, 1])
  })

  test('is in no segment and no log once he was merged, and whoever took him over is judged anew', async () => {
    await givenTraces()
    const merged = { deletedAt: moment, mergedInto: here.ben }
    await db.customer.updateMany({ where: { shopId: here.shop.id, id: here.anna }, data: merged })
    const fact = { shopId: here.shop.id, customerId: here.anna, survivorId: here.ben }
    const both = { kind: 'customers-changed' as const, shopId: here.shop.id, customerIds: [here.anna, here.ben] }
    const recomputed = await openProfiles({ db, now, timelineSources: [] }).refresh(both)
    await membership().followMerge({ kind: 'customers-merged', ...fact }, recomputed)
    expect(await traces(here.shop, here.anna)).toEqual([0, 0])
    expect(await traces(here.shop, here.ben)).toEqual([1, 1])
  })

  test('is forgotten with all else that names him', async () => {
    await givenTraces()
    const person = { id: here.anna, email: 'anna@example.com', phone: null, orderIds: [] }
    await db.$transaction((tx) => forgetCustomer(tx, here.shop, person, moment))
    expect(await traces(here.shop, here.anna)).toEqual([0, 0])
    expect(await traces(here.shop, here.cara)).toEqual([1, 1])
  })
})

test('whoever is looked at while the whole shop is evaluated ends where he belongs', async () => {
  const people: CustomerId[] = []
  for (let n = 0; n < 12; n += 1) people.push(await here.rows.customer(`Gast ${String(n)}`))
  await openProfiles({ db, now, timelineSources: [] }).refreshAll({ shopId: here.shop.id })
  await given('Stammkunden', 'orders_placed MATCHES (count >= 2)')
  await given('Andere', "segment != 'Stammkunden'")
  const happening = people.map(async (customer) => {
    for (const at of ['2026-10-21T12:00:00Z', '2026-10-22T12:00:00Z']) {
      await here.rows.order({ customer, at, lines: [{ type: 'Ringe', minor: 1_000 }] })
      const fact = { kind: 'customers-changed' as const, shopId: here.shop.id, customerIds: [customer] }
      await membership().follow(fact, 'theirs')
    }
  })
  for (const cause of ['import', 'measures', 'borders'] as const)
    await membership().evaluate({ kind: 'segments-due', shopId: here.shop.id, cause })
  await Promise.all(happening)
  const stored = await storedMembers(db, here.shop)
  expect(stored.Stammkunden).toEqual(people.toSorted((a, b) => Number(a - b)))
  expect(stored).toEqual(await foundMembers(db, here.shop, moment))
})
