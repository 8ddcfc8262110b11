import { expect, it } from 'vitest'
import { z } from 'zod'
import { first } from '../../../dev-shop/state/query.ts'
import { testDatabase } from '../../support/database.ts'
import { shopperAt } from '../../dev-shop/storefront/shopper.ts'
import { liveShop } from './live-shop.ts'
import { workOff } from './support.ts'

const { db } = await testDatabase()
const { running, intake, admin, post } = await liveShop(db, { stock: 'handelblitz', customers: 20, orders: 40 })
const { state, domain } = running.shop

const CREATE_DISCOUNT = `#graphql
  mutation Create($discount: DiscountCodeBasicInput!) {
    discountCodeBasicCreate(basicCodeDiscount: $discount) { codeDiscountNode { id } userErrors { message } }
  }`
const DELETE_DISCOUNT = `#graphql
  mutation Delete($id: ID!) { discountCodeDelete(id: $id) { userErrors { message } } }`

const address = {
  email: 'mara.neu@example.de',
  first_name: 'Mara',
  last_name: 'Neu',
  address1: 'Gartenweg 3',
  zip: '10437',
  city: 'Berlin',
  country: 'DE',
}

it('a day in the shop arrives whole: checkouts, orders, parcels, stock, discounts and sums', async () => {
  const shop = await intake.install(domain, admin)
  const where = { shopId: shop.id }
  const variantId = String(first<{ id: string }>(state, 'select id from variants where inventory_quantity > 5')?.id)
  const shopper = shopperAt(running.origin)
  await shopper.post('/cart/add', { id: variantId, quantity: '1' })
  await shopper.post('/checkout/contact', address)
  const left = shopperAt(running.origin)
  await left.post('/cart/add', { id: variantId, quantity: '2' })
  await left.post('/checkout/contact', { ...address, email: 'otto@example.de' })
  expect((await shopper.post('/checkout', { ...address, account: 'on' })).status).toBe(303)
  const order = first<{ id: string; checkout_token: string }>(
    state,
    'select * from orders order by number desc limit 1',
  )
  await post('/dev/fulfil', { orderId: order?.id })
  await post('/dev/refund', { orderId: order?.id })
  const created = z
    .object({ discountCodeBasicCreate: z.object({ codeDiscountNode: z.object({ id: z.string() }) }) })
    .parse(await admin.run(CREATE_DISCOUNT, { discount: discountInput }))
  await admin.run(DELETE_DISCOUNT, { id: created.discountCodeBasicCreate.codeDiscountNode.id })
  await post('/dev/webhooks/flush', {})
  await workOff(db, { 'delivery-received': intake.applyDelivery })

  const unsettled = await db.delivery.findMany({ where: { ...where, outcome: { in: ['failed', 'waiting'] } } })
  expect(unsettled).toEqual([])
  expect(await db.checkout.findMany({ where })).toMatchObject([{ email: 'otto@example.de', completedAt: null }])
  expect(await db.completedCheckout.findMany({ where })).toMatchObject([{ token: order?.checkout_token }])
  expect(await db.fulfillment.findMany({ where })).toMatchObject([
    { orderId: BigInt(order?.id ?? 0), status: 'success' },
  ])
  expect(await db.order.findFirstOrThrow({ where })).toMatchObject({ fulfillmentStatus: 'fulfilled' })
  expect(await db.inventoryLevel.findMany({ where })).toMatchObject([
    {
      available: first<{ n: number }>(state, 'select inventory_quantity as n from variants where id = ?', variantId)?.n,
    },
  ])
  expect(await db.discount.findMany({ where })).toMatchObject([{ status: 'deleted', title: '' }])
  expect(await db.redeemCode.findMany({ where })).toMatchObject([{ code: 'EINMALIG', deletedAt: null }])
  expect(await db.purchaseTotal.findMany({ where })).toMatchObject([{ orders: 1, currency: 'EUR' }])
})

const discountInput = {
  title: 'Einmalig',
  code: 'EINMALIG',
  startsAt: '2026-01-01T00:00:00Z',
  context: { all: 'ALL' },
  customerGets: { value: { percentage: 0.1 }, items: { all: true } },
}
