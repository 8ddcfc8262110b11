import { beforeEach, describe, expect, it } from 'vitest'
import { run } from '../../../../dev-shop/state/query.ts'
import { testDatabase } from '../../../support/database.ts'
import { intakeOn } from '../support.ts'
import { AHEAD_MS, importedShop, ledgerTruth, shopTruth } from './room.ts'

const { db } = await testDatabase()
const room = await importedShop(db)
const { shop, state } = room
run(state, 'update variants set inventory_quantity = 1000')
const customers = room.rows<{ id: string }>('select id from customers order by id limit 14')
const [variant] = room.rows<{ id: string }>('select id from variants order by inventory_quantity desc, id limit 1')
const variantId = variant?.id ?? ''
const latest = () => db.reconciliation.findFirstOrThrow({ where: { shopId: shop.id }, orderBy: { startedAt: 'desc' } })

let round = 0

/** Orders, refunds, tags, notes, withdrawn permissions and changed products. */
async function aBusyHour(): Promise<void> {
  round += 1
  const orders: string[] = []
  for (const [place, customer] of customers.entries()) {
    orders.push((await room.buy(place % 4 === 0 ? null : customer, variantId)).orderId)
    const id = `gid://shopify/Customer/${customer.id}`
    await room.graphql(TAG, { id, tags: [`runde-${String((place + round) % 3)}`] })
    if (place % 2 === 0) await room.post('/dev/refund', { orderId: orders[place] })
    if (place % 5 === 0) await room.graphql(CONSENT, { id })
    if (place % 3 === 0) await room.graphql(RENAME, { id, note: `Notiz ${String(place)} ${String(round)}` })
  }
  for (const { id } of room.rows<{ id: string }>('select id from products order by id limit 6')) {
    await room.graphql(TAG, { id: `gid://shopify/Product/${id}`, tags: [`neu-${String(round)}`] })
  }
}

beforeEach(() => {
  room.asked.length = 0
})

describe('the comparison of recent changes', () => {
  it('asks a shop in order a few questions and writes down no repair', async () => {
    expect(await ledgerTruth(db, shop)).toEqual(shopTruth(state))
    await room.compare('recent')
    expect([...new Set(room.asked)]).toEqual([
      'ReconcileList',
      'ReconcileOrderParts',
      'ReconcileCheckouts',
      'ReconcileDiscounts',
      'ReconcileCodes',
      'ReconcileStock',
      'ReconcileSegments',
      'OwnSubscriptions',
    ])
    expect(room.asked.length).toBeLessThan(20)
    expect(await room.repairs()).toEqual([])
    const { startedAt, ...row } = await latest()
    expect(row).toMatchObject({ kind: 'recent', problem: null })
    expect(startedAt.getTime() - Number(row.completeTo)).toBeLessThan(3 * 60_000)
    expect(row.finishedAt).not.toBeNull()
  })

  it('writes down nothing where every webhook has arrived', async () => {
    await aBusyHour()
    await room.settle()
    await room.compare('recent')
    expect((await latest()).compared).toBeGreaterThan(customers.length * 2)
    expect(await room.repairs()).toEqual([])
  }, 120_000)

  it('repairs everything of which one delivery in ten was lost, and a second look finds nothing', async () => {
    await room.post('/dev/webhooks/faults', { drop: 0.1 })
    await aBusyHour()
    await room.settle()
    await room.post('/dev/webhooks/faults', { drop: 0 })
    expect(room.rows(`select id from webhook_deliveries where status = 'dropped'`).length).toBeGreaterThan(0)
    await room.compare('recent')
    await room.settle()
    expect(await ledgerTruth(db, shop)).toEqual(shopTruth(state))
    const repaired = await room.repairs()
    await room.compare('recent')
    expect(await room.repairs()).toEqual(repaired)
  }, 120_000)

  it('writes down by name what it put right, and refreshes the picture of those concerned', async () => {
    await room.post('/dev/webhooks/faults', { drop: 1 })
    const [anna] = customers
    const { orderId } = await room.buy(anna ?? null, variantId)
    await room.settle()
    await room.post('/dev/webhooks/faults', { drop: 0 })
    await room.compare('recent')
    const { id: reconciliationId } = await latest()
    expect(await db.repair.findMany({ where: { reconciliationId }, orderBy: { subject: 'asc' } })).toMatchObject([
      { subject: 'customer', subjectId: anna?.id, difference: 'outdated' },
      { subject: 'order', subjectId: orderId, difference: 'missing' },
      { subject: 'stock', difference: 'outdated' },
    ])
    const [told] = await db.$queryRaw<{ payload: { customerIds: string[] } }[]>`
      select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
       where t.identifier = 'customers-changed' order by j.id desc limit 1`
    expect(told?.payload.customerIds).toContain(`#${String(anna?.id)}`)
    await room.settle()
  })

  it('sees a change at the very edge of the overlap, and leaves what lies before it', async () => {
    const { completeTo } = await latest()
    const edge = (completeTo?.getTime() ?? 0) - 10 * 60_000
    const [inside, outside] = room.rows<{ id: string }>('select id from orders order by id limit 2')
    const told = (order: { id: string } | undefined, moment: number) =>
      run(
        state,
        `update orders set updated_at = ?, total = total + 1 where id = ?`,
        new Date(moment).toISOString(),
        order?.id ?? '',
      )
    const rewind = { where: { shopId: shop.id, id: { in: [BigInt(inside?.id ?? 0), BigInt(outside?.id ?? 0)] } } }
    await db.order.updateMany({ ...rewind, data: { updatedAt: new Date('2026-01-01') } })
    told(inside, edge)
    told(outside, edge - 1000)
    await room.compare('recent')
    const { id: reconciliationId } = await latest()
    expect(await db.repair.findMany({ where: { reconciliationId, subject: 'order' } })).toMatchObject([
      { subject: 'order', subjectId: inside?.id, difference: 'outdated' },
    ])
  })

  it('calls nothing lost that may still be on its way', async () => {
    room.running.shop.now = () => new Date(Date.now() + AHEAD_MS)
    await room.post('/dev/webhooks/faults', { drop: 1 })
    const { orderId } = await room.buy(null, variantId)
    await room.settle()
    await room.post('/dev/webhooks/faults', { drop: 0 })
    const repaired = async () => (await room.repairs()).filter(({ subjectId }) => subjectId === orderId)
    await room.compare('recent')
    expect(await repaired()).toEqual([])
    room.clock.ahead = AHEAD_MS * 2
    room.running.shop.now = () => new Date()
    await room.compare('recent')
    expect(await repaired()).toMatchObject([{ difference: 'missing' }])
  })

  it('fetches the lines of a large order and the variants of a large product completely', async () => {
    const [order] = room.rows<{ id: string; line: string }>(
      `select o.id, (select min(id) from order_lines where order_id = o.id) as line from orders o order by id desc limit 1`,
    )
    const [product] = room.rows<{ id: string }>('select id from products order by id limit 1')
    for (let place = 0; place < 30; place += 1) {
      run(
        state,
        `insert into order_lines select ?, order_id, product_id, variant_id, title, variant_title, sku, vendor, quantity,
                price, total_discount, position from order_lines where id = ?`,
        String(9_200_000_000_000_000n + BigInt(place)),
        order?.line ?? '',
      )
      run(
        state,
        `insert into variants select ?, product_id, title, sku, price, options, inventory_quantity, position, created_at, updated_at
           from variants where product_id = ? limit 1`,
        String(9_300_000_000_000_000n + BigInt(place)),
        product?.id ?? '',
      )
    }
    const soon = new Date(Date.now() + AHEAD_MS + 60_000).toISOString()
    run(state, 'update orders set updated_at = ? where id = ?', soon, order?.id ?? '')
    run(state, 'update products set updated_at = ? where id = ?', soon, product?.id ?? '')
    await room.compare('recent')
    expect(room.asked.filter((name) => name === 'ReconcileChildren').length).toBeGreaterThanOrEqual(2)
    const { lines, variants } = await ledgerTruth(db, shop)
    const truth = shopTruth(state)
    expect({ lines, variants }).toEqual({ lines: truth.lines, variants: truth.variants })
  })

  it('outlasts throttling', async () => {
    Object.assign(room.running.shop.bucket, { available: 0, measuredAt: Date.now() })
    const count = await db.reconciliation.count()
    await room.compare('recent')
    expect(await latest()).toMatchObject({ problem: null })
    expect(await db.reconciliation.count({ where: { finishedAt: { not: null } } })).toBe(count + 1)
  })

  it('keeps the reason where the shop refuses, and goes on with the same comparison later', async () => {
    const count = await db.reconciliation.count()
    const [granted] = room.rows<{ scopes: string }>('select scopes from tokens')
    run(state, `update tokens set scopes = 'read_products'`)
    await room.compare('recent')
    const failed = await latest()
    expect(failed).toMatchObject({ finishedAt: null, problem: expect.stringContaining('Access denied') as unknown })
    run(state, 'update tokens set scopes = ?', granted?.scopes ?? '')
    await room.compare('recent')
    expect(await latest()).toMatchObject({ id: failed.id, problem: null })
    expect((await latest()).finishedAt).not.toBeNull()
    expect(await db.reconciliation.count()).toBe(count + 1)
  })

  it('keeps the reason where the shop cannot be reached, and lets the job try again', async () => {
    const unreachable = intakeOn(db, { now: () => new Date(Date.now() + AHEAD_MS * 3) })
    const due = { kind: 'reconciliation-due', shopId: shop.id, scope: 'recent' } as const
    await expect(unreachable.reconcile(due)).rejects.toThrow('no Admin API')
    expect(await latest()).toMatchObject({
      finishedAt: null,
      problem: expect.stringContaining('no Admin API') as unknown,
    })
  })

  it('leaves a shop alone that has uninstalled the app', async () => {
    await db.shop.update({ where: { id: shop.id }, data: { uninstalledAt: new Date() } })
    const count = await db.reconciliation.count()
    await room.compare('recent')
    await room.compare('daily')
    expect(room.asked).toEqual([])
    expect(await db.reconciliation.count()).toBe(count)
  })

  it('uses no field that Shopify has deprecated', () => {
    expect([...room.running.shop.deprecations]).toEqual([])
  })
})

const TAG = 'mutation Tag($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }'
const RENAME = `mutation Rename($id: ID!, $note: String) {
  customerUpdate(input: { id: $id, note: $note }) { userErrors { message } } }`
const CONSENT = `mutation Consent($id: ID!) { customerEmailMarketingConsentUpdate(input: { customerId: $id,
  emailMarketingConsent: { marketingState: UNSUBSCRIBED } }) { userErrors { message } } }`
