import { describe, expect, it } from 'vitest'
import { countCustomers, countOrders } from '../../../app/ledger/index.server.ts'
import { all, first, run } from '../../../dev-shop/state/query.ts'
import { testDatabase } from '../../support/database.ts'
import { importAll } from './import-all.ts'
import { liveShop } from './live-shop.ts'
import { workOff } from './support.ts'

const { db } = await testDatabase()
const { running, intake, admin } = await liveShop(db, { stock: 'handelblitz', customers: 120, orders: 400 })
const { state, domain } = running.shop
run(state, `update orders set checkout_token = 'token-' || id where email <> ''`)
const number = (sql: string) => first<{ n: number }>(state, sql)?.n

describe('the history import', () => {
  it('starts by itself with the installation and accounts for everything in the shop', async () => {
    const shop = await intake.install(domain, admin)
    expect(shop).toMatchObject({ name: 'HandelBlitz', currency: 'EUR', timeZone: 'Europe/Berlin', locale: 'de' })
    expect(await intake.progress(shop)).toMatchObject({ outcome: 'none' })
    const worked = await importAll(db, intake)
    expect(worked.indexOf('recent-history-imported')).toBeGreaterThan(0)
    const { orders, lines, refunds } = await countOrders(db, shop)
    expect(orders).toBe(number('select count(*) as n from orders'))
    expect(lines).toBe(number('select count(*) as n from order_lines'))
    expect(refunds).toBe(number('select count(*) as n from refunds'))
    const [imported] = await db.historyImport.findMany()
    const recent = number(
      `select count(*) as n from orders where created_at >= '${imported?.recentSince.toISOString().slice(0, 19) ?? ''}'`,
    ) as number
    expect(recent).toBeGreaterThan(0)
    expect(recent).toBeLessThan(orders)
    const { customers, guests } = await countCustomers(db, shop)
    expect(customers - guests).toBe(number('select count(*) as n from customers'))
    expect(guests).toBe(
      number(`select count(distinct lower(email)) as n from orders where customer_id is null and email <> ''
      and lower(email) not in (select lower(email) from customers where email is not null)`),
    )
    expect(await db.product.count()).toBe(number('select count(*) as n from products'))
    expect(await db.variant.count()).toBe(number('select count(*) as n from variants'))
    expect(await db.collectionProduct.count()).toBe(number('select count(*) as n from collection_products'))
    const completed = await db.completedCheckout.findMany({ orderBy: { orderId: 'asc' } })
    expect(completed.length).toBeGreaterThan(0)
    expect(completed.map(({ token, orderId }) => ({ token, order: String(orderId) }))).toEqual(
      all<{ token: string; id: number | bigint }>(
        state,
        'select checkout_token as token, id from orders where checkout_token is not null order by id',
      ).map(({ token, id }) => ({ token, order: String(id) })),
    )
    expect(await intake.progress(shop)).toMatchObject({
      outcome: 'done',
      steps: [
        { kind: 'products', status: 'done' },
        { kind: 'collections', status: 'done' },
        { kind: 'recentCustomers', status: 'done' },
        { kind: 'recentOrders', status: 'done', done: recent, total: recent },
        { kind: 'customers', status: 'done', done: customers - guests },
        { kind: 'orders', status: 'done', done: orders - recent, total: orders - recent },
      ],
    })
  })

  it('carries the money exactly', async () => {
    const [sums] = await db.$queryRaw<{ total: bigint; refunded: bigint }[]>`
      select (select sum(total_minor) from shop_order)::bigint as total, (select sum(total_minor) from refund)::bigint as refunded`
    expect(Number(sums?.total)).toBe(number('select sum(total) as n from orders'))
    expect(Number(sums?.refunded)).toBe(number('select sum(total) as n from refunds'))
    const pieces = await db.refundLine.aggregate({ _sum: { quantity: true } })
    expect(pieces._sum.quantity).toBe(number('select sum(quantity) as n from refund_lines'))
  })

  it('hands on who agreed to e-mails', async () => {
    const agreed = number(
      `select count(*) as n from customers where email_marketing_state = 'SUBSCRIBED' and email_consent_at is not null`,
    )
    expect(await db.consentEvent.count({ where: { state: 'subscribed' } })).toBe(agreed)
  })

  it('changes nothing when it is told again', async () => {
    const tables = () =>
      Promise.all([
        db.order.findMany({ omit: { toldAt: true }, orderBy: { id: 'asc' } }),
        db.orderLine.findMany({ orderBy: [{ orderId: 'asc' }, { id: 'asc' }] }),
        db.refundLine.findMany({ orderBy: [{ refundId: 'asc' }, { orderLineId: 'asc' }] }),
        db.customer.findMany({
          omit: { toldAt: true, tagsToldAt: true, addressesToldAt: true },
          orderBy: { id: 'asc' },
        }),
      ])
    const before = await tables()
    const shop = await intake.install(domain, admin)
    await db.importStep.updateMany({
      where: { kind: 'orders' },
      data: { status: 'failed', problem: 'the plug was pulled' },
    })
    expect(await intake.progress(shop)).toMatchObject({ outcome: 'failed' })
    await intake.startImport({ shopId: shop.id })
    await importAll(db, intake)
    expect(await tables()).toEqual(before)
    expect(await db.historyImport.count()).toBe(2)
  })

  it('is not started again by another log-in, but by a new installation', async () => {
    const shop = await intake.install(domain, admin)
    await workOff(db, { 'shop-installed': intake.startImport })
    expect(await db.historyImport.count()).toBe(2)
    await db.shop.update({ where: { id: shop.id }, data: { uninstalledAt: new Date() } })
    expect(await intake.shopOf(domain)).toBeNull()
    expect((await intake.install(domain, admin)).id).toBe(shop.id)
    expect(await workOff(db, { 'shop-installed': intake.startImport })).toContain('shop-installed')
    expect(await db.historyImport.count()).toBe(3)
  })

  it('uses no field that Shopify has deprecated', () => {
    expect([...running.shop.deprecations]).toEqual([])
    expect(all(state, `select * from bulk_operations where status <> 'COMPLETED'`)).toEqual([])
  })
})
