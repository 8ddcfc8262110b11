import { beforeEach, describe, expect, it } from 'vitest'
import { forgetCustomer } from '../../../../app/privacy/forget.server.ts'
import type { CustomerId } from '../../../../app/kernel/index.ts'
import { run } from '../../../../dev-shop/state/query.ts'
import { testDatabase } from '../../../support/database.ts'
import { importedShop, ledgerTruth, shopTruth } from './room.ts'

const { db } = await testDatabase()
const room = await importedShop(db)
const { shop, state } = room
const latest = () => db.reconciliation.findFirstOrThrow({ where: { shopId: shop.id }, orderBy: { startedAt: 'desc' } })
const orders = room.rows<{ id: string; at: string }>('select id, created_at as at from orders order by created_at')
const questions = (name: string) => room.asked.filter((one) => one === name).length

async function newRepairs() {
  const { id: reconciliationId } = await latest()
  return db.repair.findMany({
    where: { reconciliationId },
    select: { subject: true, subjectId: true, difference: true },
    orderBy: { subject: 'asc' },
  })
}

beforeEach(() => {
  room.asked.length = 0
})

describe('the comparison of days', () => {
  it('asks a shop in order a few questions and writes down no repair', async () => {
    await room.compare('daily')
    expect(room.asked.slice(0, 5)).toEqual(['ReconcileShop', ...Array.from({ length: 4 }, () => 'ReconcileCounts')])
    expect([...new Set(room.asked.slice(5))]).toEqual([
      ...['Checkouts', 'Discounts', 'Codes', 'Stock', 'Segments'].map((what) => `Reconcile${what}`),
      'OwnSubscriptions',
    ])
    expect(await room.repairs()).toEqual([])
    const compared = Number(
      room.rows<{ n: number }>(`select (select count(*) from orders) + (select count(*) from customers)
        + (select count(*) from products) + (select count(*) from collections) as n`)[0]?.n,
    )
    expect(await latest()).toMatchObject({ kind: 'daily', problem: null, compared, completeTo: null })
  })

  it('takes out what was deleted at the shop and never told', async () => {
    const [loner] = room.rows<{ id: string }>(
      'select id from customers where id not in (select customer_id from orders where customer_id is not null) limit 1',
    )
    const gone = { order: orders[20]?.id, customer: loner?.id, product: '', collection: '' }
    gone.product = room.rows<{ id: string }>('select id from products order by id limit 1')[0]?.id ?? ''
    gone.collection = room.rows<{ id: string }>('select id from collections order by id limit 1')[0]?.id ?? ''
    for (const [subject, id] of Object.entries(gone)) run(state, `delete from ${subject}s where id = ?`, id ?? '')
    await room.compare('daily')
    expect(await newRepairs()).toEqual(
      ['collection', 'customer', 'order', 'product'].map((subject) => ({
        subject,
        subjectId: gone[subject as keyof typeof gone],
        difference: 'gone',
      })),
    )
    expect(await ledgerTruth(db, shop)).toEqual(shopTruth(state))
    await room.compare('daily')
    expect(await newRepairs()).toEqual([])
  })

  it('brings the name, the time zone and the granted scopes up to date of which no webhook told', async () => {
    const before = await db.shop.findUniqueOrThrow({ where: { id: shop.id } })
    const stale = { name: 'Alter Name', timeZone: 'Europe/London', scopes: ['read_orders'], scopesToldAt: new Date(0) }
    await db.shop.update({ where: { id: shop.id }, data: stale })
    await room.compare('daily')
    const { name, timeZone, currency, scopes } = await db.shop.findUniqueOrThrow({ where: { id: shop.id } })
    expect({ name, timeZone, currency }).toEqual({
      name: before.name,
      timeZone: before.timeZone,
      currency: before.currency,
    })
    expect(scopes).toEqual([...room.running.shop.app.config.scopes].sort())
    expect(await newRepairs()).toEqual([{ subject: 'shop', subjectId: 'shop', difference: 'outdated' }])
    await room.compare('daily')
    expect(await newRepairs()).toEqual([])
  })

  it('finds one order that is missing years back by a few questions', async () => {
    const [oldest] = orders
    const where = { shopId: shop.id, orderId: BigInt(oldest?.id ?? 0) }
    await db.orderLine.deleteMany({ where })
    await db.refundLine.deleteMany({ where })
    await db.refund.deleteMany({ where })
    await db.order.delete({ where: { shopId_id: { shopId: shop.id, id: where.orderId } } })
    await room.compare('daily')
    expect(await newRepairs()).toEqual([{ subject: 'order', subjectId: oldest?.id, difference: 'missing' }])
    expect(questions('ReconcileCounts')).toBeLessThanOrEqual(8)
    expect(questions('ReconcileList')).toBe(1)
    expect(await ledgerTruth(db, shop)).toEqual(shopTruth(state))
  })

  it('is not deceived where as many are missing on one day as were deleted on another', async () => {
    const days = [3, 2].map((ago) => new Date(Date.now() - ago * 86_400_000).toISOString())
    const [deleted, missing] = orders.slice(-2)
    for (const [place, order] of [deleted, missing].entries()) {
      run(state, 'update orders set created_at = ? where id = ?', days[place] ?? '', order?.id ?? '')
      const key = { shopId_id: { shopId: shop.id, id: BigInt(order?.id ?? 0) } }
      await db.order.update({ where: key, data: { createdAt: days[place] ?? '' } })
    }
    run(state, 'delete from orders where id = ?', deleted?.id ?? '')
    const where = { shopId: shop.id, orderId: BigInt(missing?.id ?? 0) }
    await db.orderLine.deleteMany({ where })
    await db.order.delete({ where: { shopId_id: { shopId: shop.id, id: where.orderId } } })
    await room.compare('daily')
    expect(await newRepairs()).toEqual(
      expect.arrayContaining([
        { subject: 'order', subjectId: deleted?.id, difference: 'gone' },
        { subject: 'order', subjectId: missing?.id, difference: 'missing' },
      ]),
    )
    expect(await ledgerTruth(db, shop)).toEqual(shopTruth(state))
  })

  it('puts a customer under his own day whom the ledger knows only from an order', async () => {
    const [customer] = room.rows<{ id: string }>('select id from customers order by created_at limit 1')
    const id = BigInt(customer?.id ?? 0)
    await db.customer.update({
      where: { shopId_id: { shopId: shop.id, id } },
      data: { createdAt: new Date(Date.now() - 86_400_000), updatedAt: new Date(0), toldAt: new Date(0) },
    })
    await room.compare('daily')
    expect(await newRepairs()).toEqual([{ subject: 'customer', subjectId: customer?.id, difference: 'outdated' }])
    await room.compare('daily')
    expect(await newRepairs()).toEqual([])
  })

  it('deletes nothing because the app may no longer see old orders', async () => {
    const before = await db.order.count({ where: { deletedAt: null } })
    run(state, `update tokens set scopes = replace(scopes, ',read_all_orders', '')`)
    run(state, `update apps set granted_scopes = replace(granted_scopes, ',read_all_orders', '')`)
    const { ordersCount } = await room.graphql<{ ordersCount: { count: number } }>('{ ordersCount { count } }')
    expect(ordersCount.count).toBeLessThan(before)
    await room.compare('daily')
    expect(await newRepairs()).toEqual([])
    expect(await db.order.count({ where: { deletedAt: null } })).toBe(before)
  })

  it('does not bring back a person who asked to be forgotten', async () => {
    const [row] = room.rows<{ id: string; email: string }>(
      'select id, email from customers where email_consent_at is not null order by id limit 1',
    )
    const id = BigInt(row?.id ?? 0) as CustomerId
    await db.$transaction((tx) =>
      forgetCustomer(tx, shop, { id, email: row?.email ?? null, phone: null, orderIds: [] }, new Date()),
    )
    run(
      state,
      'update customers set updated_at = ? where id = ?',
      new Date(Date.now() + 60_000).toISOString(),
      row?.id ?? '',
    )
    await room.compare('recent')
    await room.compare('daily')
    expect(await db.customer.findFirst({ where: { shopId: shop.id, id } })).toMatchObject({
      email: null,
      firstName: null,
    })
    expect(await db.consentEvent.count({ where: { shopId: shop.id, customerId: id } })).toBe(0)
  })
})
