import { beforeAll, describe, expect, test } from 'vitest'
import type { CustomerId, FactOf, SegmentId } from '../../../../app/kernel/index.ts'
import { openAdminApi, shopFetch, ShopUnavailable, type Database } from '../../../../app/platform/index.server.ts'
import { openSegments } from '../../../../app/segments/index.server.ts'
import { testDatabase } from '../../../support/database.ts'
import { openRoom, type Room } from '../../campaigns/room.ts'

let db: Database
let room: Room

beforeAll(async () => {
  ;({ db } = await testDatabase())
  room = await openRoom(db, 40)
  const people = await db.customer.findMany({ where: { shopId: room.shop.id, id: { gt: 0 } }, orderBy: { id: 'asc' } })
  await db.profile.deleteMany({ where: { shopId: room.shop.id } })
  await db.profile.createMany({ data: people.map(({ id }, place) => profile(id, place < 30 ? 1 : 2)) })
}, 60_000)

const profile = (customerId: bigint, orders: number) => ({
  ...{ shopId: room.shop.id, customerId, orders, spentMinor: 1n, rfmGroup: 'NEW', preferredType: 'Ringe' },
  refreshedAt: new Date(),
})
const segmentsOf = (admin = room.admin) =>
  openSegments({ db, adminFor: () => Promise.resolve(admin), now: () => new Date() })
const due = (segmentId: SegmentId): FactOf<'segment-push-due'> => ({
  ...{ kind: 'segment-push-due', shopId: room.shop.id, segmentId },
})
const inShopify = () =>
  room.running.shop.state.prepare('select id, name, query from segments order by name').all() as {
    name: string
    query: string
  }[]
const tagged = (tag: string) =>
  room.running.shop.state
    .prepare('select id from customers where exists (select 1 from json_each(tags) where value = ?) order by id')
    .all(tag)
    .map(({ id }) => BigInt(String(id)))

async function given(name: string, query: string): Promise<SegmentId> {
  const saved = await segmentsOf().save(room.shop, { id: null, name, query })
  if (saved.outcome !== 'saved') throw new Error(JSON.stringify(saved))
  return saved.id
}

async function pushed(id: SegmentId) {
  await segmentsOf().push(due(id))
  return segmentsOf().pushOf(room.shop, id)
}

describe('a segment that is kept in Shopify', () => {
  test('is a segment of Shopify’s own where its language can say it, follows changes, and goes when it is taken back', async () => {
    const id = await given('Mehrfach', 'number_of_orders >= 2')
    expect(await segmentsOf().askForPush(room.shop, id)).toEqual({ outcome: 'asked' })
    expect(await segmentsOf().pushOf(room.shop, id)).toMatchObject({ status: 'waiting' })
    expect(await pushed(id)).toMatchObject({ status: 'done', way: 'query', tag: null, problem: null })
    expect(inShopify()).toMatchObject([{ name: 'Mehrfach', query: 'number_of_orders >= 2' }])
    await segmentsOf().save(room.shop, { id, name: 'Treu', query: 'number_of_orders >= 3' })
    await pushed(id)
    expect(inShopify()).toMatchObject([{ name: 'Treu', query: 'number_of_orders >= 3' }])
    await segmentsOf().askToWithdraw(room.shop, id)
    expect(await pushed(id)).toBeNull()
    expect(inShopify()).toEqual([])
  })

  test('is a tag of its members where only we can say it, in step with who belongs to it', async () => {
    const id = await given('Ringfans', "preferred_product_type = 'Ringe' AND number_of_orders = 1")
    await segmentsOf().askForPush(room.shop, id)
    const push = await pushed(id)
    expect(push).toMatchObject({ status: 'done', way: 'tag', toDo: 30, done: 30, problem: null })
    const tag = push?.tag ?? ''
    expect(inShopify()).toMatchObject([{ name: 'Ringfans', query: `customer_tags CONTAINS '${tag}'` }])
    const members = tagged(tag)
    expect(members).toHaveLength(30)
    await db.profile.updateMany({ where: { shopId: room.shop.id, customerId: members[0] ?? 0n }, data: { orders: 5 } })
    expect(await pushed(id)).toMatchObject({ toDo: 1, done: 1 })
    expect(tagged(tag)).toEqual(members.slice(1))
    expect(await pushed(id)).toMatchObject({ toDo: 0 })
    // Said by both: the tags go, the segment stays.
    await segmentsOf().save(room.shop, { id, name: 'Ringfans', query: 'number_of_orders = 1' })
    expect(await pushed(id)).toMatchObject({ way: 'query', status: 'done' })
    expect(tagged(tag)).toEqual([])
    expect(inShopify()).toMatchObject([{ query: 'number_of_orders = 1' }])
    await segmentsOf().remove(room.shop, id)
    expect(await pushed(id)).toBeNull()
    expect(inShopify()).toEqual([])
  })

  test('says why Shopify refused a customer, tries him again, and never tags a guest', async () => {
    const stranger = 9_007_199_254_777_777n as CustomerId
    for (const id of [stranger, -5n])
      await db.customer.create({
        data: { shopId: room.shop.id, id, createdAt: new Date(), updatedAt: new Date(), tags: [] },
      })
    await db.profile.createMany({ data: [profile(stranger, 77), profile(-5n, 77)] })
    const id = await given('Fremde', "preferred_product_type = 'Ringe' AND number_of_orders = 77")
    await segmentsOf().askForPush(room.shop, id)
    expect(await pushed(id)).toMatchObject({ status: 'failed', toDo: 1, problem: 'Customer does not exist' })
    expect(await pushed(id)).toMatchObject({ status: 'failed', toDo: 1 })
    await segmentsOf().askToWithdraw(room.shop, id)
    expect(await pushed(id)).toBeNull()
  })

  test('waits for a shop that cannot be reached', async () => {
    const id = await given('Später', 'number_of_orders >= 4')
    await segmentsOf().askForPush(room.shop, id)
    const away = openAdminApi({ domain: room.shop.domain, accessToken: 'x', fetch: shopFetch('http://127.0.0.1:1') })
    await expect(segmentsOf(away).push(due(id))).rejects.toBeInstanceOf(ShopUnavailable)
    expect(await pushed(id)).toMatchObject({ status: 'done' })
    await segmentsOf().askToWithdraw(room.shop, id)
    await pushed(id)
  })
})

describe('segments of Shopify’s', () => {
  test('are taken over as they are, or told why not', async () => {
    const times = { createdAt: new Date(), updatedAt: new Date(), toldAt: new Date(), digest: '' }
    const native = (id: bigint, name: string, query: string) =>
      db.nativeSegment.create({ data: { shopId: room.shop.id, id, name, query, ...times } })
    await native(1n, 'Alt', 'products_purchased(id: 1) = true')
    await native(2n, 'Punkte', 'customer.points_balance >= 100')
    await native(3n, 'Kaputt', 'number_of_orders ==')
    const all = await segmentsOf().native(room.shop)
    expect(all.map(({ name, fault }) => [name, fault?.code ?? null])).toEqual([
      ['Alt', null],
      ['Kaputt', expect.any(String)],
      ['Punkte', 'notAvailable'],
    ])
    const taken = await segmentsOf().takeOver(room.shop, '1')
    if (taken.outcome !== 'saved') throw new Error(taken.outcome)
    expect(await segmentsOf().get(room.shop, taken.id)).toMatchObject({
      ...{ name: 'Alt', query: 'products_purchased MATCHES (id = 1)' },
    })
    expect(await segmentsOf().takeOver(room.shop, '1')).toMatchObject({ outcome: 'invalid', name: 'taken' })
    expect(await segmentsOf().takeOver(room.shop, '2')).toMatchObject({ outcome: 'invalid' })
    expect(await segmentsOf().takeOver(room.shop, '9')).toEqual({ outcome: 'gone' })
  })
})
