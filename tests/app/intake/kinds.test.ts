import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Shop } from '../../../app/kernel/index.ts'
import { testDatabase } from '../../support/database.ts'
import { givenShop } from '../../support/shops.ts'
import { gid, idOf, orderBody, refundBody } from './bodies.ts'
import { intakeOn } from './support.ts'
import { at, tellShop } from './tell.ts'

const { db } = await testDatabase()
const intake = intakeOn(db)
let shop: Shop
let count = 0

beforeEach(async () => {
  count += 1
  shop = await givenShop(db, `shop-${String(count)}.myshopify.com`)
})

const tell = (topic: string, body: string, second: number) => tellShop({ db, intake, shop }, topic, body, second)
const anna = { id: 1, email: 'Anna@Example.de' }

describe('the granted scopes', () => {
  const told = (current: string[], second: number) => JSON.stringify({ current, updated_at: at(second) })

  it('tell what is missing: first by the log-in, then by what Shopify told last', async () => {
    const wanted = 'read_orders,read_products,write_products,read_returns'
    expect(await intake.missingScopes(shop, wanted)).toEqual(wanted.split(','))
    await db.session.create({
      data: { id: `offline_${shop.domain}`, shop: shop.domain, state: '', accessToken: 'secret', scope: 'read_orders' },
    })
    expect(await intake.missingScopes(shop, wanted)).toEqual(['read_products', 'write_products', 'read_returns'])
    await tell('app/scopes_update', told(['read_orders', 'write_products'], 8), 8)
    expect(await tell('app/scopes_update', told(['read_orders'], 5), 9)).toMatchObject({ outcome: 'outdated' })
    expect(await intake.missingScopes(shop, wanted)).toEqual(['read_returns'])
    expect(await db.session.findFirstOrThrow({ where: { shop: shop.domain } })).toMatchObject({
      scope: 'read_orders,write_products',
    })
  })
})

describe('a checkout', () => {
  const body = (second: number) =>
    `{"token":"t100","cart_token":"cart","email":"Anna@Example.de","currency":"EUR","total_price":"50.00",
      "created_at":"${at(1)}","updated_at":"${at(second)}","completed_at":null,
      "customer":{"id":${String(idOf(1))}},"line_items":[{"product_id":${String(idOf(7))},"variant_id":null,"title":"Ring","quantity":1,"price":"50.00"}]}`

  it('is known by its token, and so is the order it became', async () => {
    expect(await tell('checkouts/create', body(1), 1)).toEqual({ outcome: 'applied', reason: null, changed: [idOf(1)] })
    expect(await db.checkout.findFirstOrThrow({ where: { shopId: shop.id } })).toMatchObject({
      token: 't100',
      email: 'anna@example.de',
      customerId: idOf(1),
      totalMinor: 5000n,
      lines: [{ productId: String(idOf(7)), quantity: 1, priceMinor: 5000 }],
    })
    await tell('orders/create', orderBody({ id: 100, updatedAt: at(2), customer: anna }), 2)
    expect(await db.completedCheckout.findFirstOrThrow({ where: { shopId: shop.id } })).toMatchObject({
      token: 't100',
      orderId: idOf(100),
    })
  })

  it('whose cart was deleted is not revived, though the deletion names no token', async () => {
    await tell('checkouts/delete', `{"id":${String(idOf(5))},"cart_token":"cart"}`, 3)
    expect(await tell('checkouts/update', body(2), 2)).toMatchObject({ outcome: 'outdated' })
    expect(await db.checkout.count({ where: { shopId: shop.id } })).toBe(0)
    expect(await tell('checkouts/delete', `{"id":${String(idOf(6))},"cart_token":null}`, 3)).toMatchObject({
      outcome: 'ignored',
    })
  })
})

describe('a return', () => {
  const told = (status: string) => `{"id":${String(idOf(40))},"order_id":${String(idOf(100))},"status":"${status}"}`
  const status = async () => (await db.orderReturn.findFirstOrThrow({ where: { shopId: shop.id } })).status

  it('follows its course, whatever a skewed clock says about the request', async () => {
    await tell('returns/approve', told('open'), 2)
    expect(await tell('returns/request', told('requested'), 90_000)).toMatchObject({ outcome: 'outdated' })
    await tell('returns/close', told('closed'), 3)
    await tell('returns/reopen', told('open'), 4)
    expect(await tell('returns/close', told('closed'), 3)).toMatchObject({ outcome: 'outdated' })
    expect(await status()).toBe('open')
    await tell('returns/cancel', told('canceled'), 1)
    expect(await status()).toBe('canceled')
  })
})

describe('what happens to an order later', () => {
  it('tells of the buyer each time, so that no picture stays behind a refund or a return', async () => {
    const lines = [{ id: 1001 }]
    await tell(
      'orders/create',
      orderBody({ id: 100, updatedAt: at(1), customer: { ...anna, updatedAt: at(0) }, lines }),
      1,
    )
    const refunded = await tell('refunds/create', refundBody({ id: 7, orderId: 100, lineId: 1001 }), 2)
    expect(refunded).toMatchObject({ outcome: 'applied', changed: [idOf(1)] })
    const body = `{"id":${String(idOf(40))},"order_id":${String(idOf(100))},"status":"open"}`
    expect(await tell('returns/approve', body, 3)).toMatchObject({ outcome: 'applied', changed: [idOf(1)] })
  })
})

describe('the end of an export', () => {
  const finished = JSON.stringify({ admin_graphql_api_id: gid('BulkOperation', 9), status: 'completed' })

  it('wakes the import also where it comes before the export is in our own row', async () => {
    expect(await tell('bulk_operations/finish', finished, 1)).toMatchObject({ outcome: 'ignored' })
    const importId = randomUUID()
    await db.historyImport.create({ data: { shopId: shop.id, id: importId } })
    await db.importStep.create({ data: { shopId: shop.id, importId, kind: 'orders', position: 1, status: 'waiting' } })
    expect(await tell('bulk_operations/finish', finished, 2)).toMatchObject({ outcome: 'applied' })
    await db.importStep.updateMany({ data: { status: 'reading' } })
    expect(await tell('bulk_operations/finish', finished, 3)).toMatchObject({ outcome: 'ignored' })
  })
})
