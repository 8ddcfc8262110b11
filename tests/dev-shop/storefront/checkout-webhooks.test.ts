import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fulfilOrder } from '../../../dev-shop/admin-api/fulfil.ts'
import { openShop } from '../support/open-shop.ts'
import type { OpenShop } from '../support/open-shop.ts'
import { projectToml, shopperAt } from './shopper.ts'

let open: OpenShop
beforeAll(async () => {
  open = await openShop({ keepOpen: true, appToml: projectToml })
})
afterAll(() => open.close())

const bodies = (topic: string) =>
  open.shop.state
    .prepare('select body from webhook_deliveries where topic = ? order by id')
    .all(topic)
    .map(({ body }) => JSON.parse(String(body)) as Record<string, unknown>)
const variant = () =>
  open.shop.state.prepare('select id, inventory_quantity as stock from variants where inventory_quantity > 3').get()
const address = {
  email: 'mara.neu@example.de',
  first_name: 'Mara',
  last_name: 'Neu',
  address1: 'Gartenweg 3',
  zip: '10437',
  city: 'Berlin',
  country: 'DE',
}

describe('a checkout', () => {
  it('is told once an address is complete, again when it changes, and is gone with the order it becomes', async () => {
    const shopper = shopperAt(open.origin)
    const { id, stock } = variant() ?? {}
    await shopper.post('/cart/add', { id: String(id), quantity: '2' })
    await shopper.post('/checkout/contact', { ...address, zip: '' })
    expect(bodies('checkouts/create')).toEqual([])
    await shopper.post('/checkout/contact', address)
    await shopper.post('/checkout/contact', address)
    await shopper.post('/checkout/contact', { ...address, first_name: 'Maria' })
    const [created, ...more] = bodies('checkouts/create')
    expect(more).toEqual([])
    expect(created).toMatchObject({ email: 'mara.neu@example.de', completed_at: null, line_items: [{ quantity: 2 }] })
    expect(created).not.toHaveProperty('id')
    expect(bodies('checkouts/update')).toMatchObject([{ token: created?.token }])
    expect((await shopper.post('/checkout', { ...address, first_name: 'Maria' })).status).toBe(303)
    expect(bodies('checkouts/delete')).toEqual([{ cart_token: created?.cart_token }])
    expect(bodies('orders/create')).toMatchObject([{ checkout_token: created?.token }])
    expect(bodies('inventory_levels/update')).toMatchObject([{ available: Number(stock) - 2 }])
  })

  it('that is refused stays, and the next cart of the same browser is another one', async () => {
    const shopper = shopperAt(open.origin)
    await shopper.post('/cart/add', { id: String(variant()?.id), quantity: '1' })
    await shopper.get('/discount/GIBTESNICHT?redirect=/cart')
    const [before] = [bodies('checkouts/create').length]
    const tried = await shopper.post('/checkout', address)
    expect(tried.status).toBe(422)
    await shopper.post('/cart/code/remove', { code: 'GIBTESNICHT' })
    expect((await shopper.post('/checkout', address)).status).toBe(303)
    await shopper.post('/cart/add', { id: String(variant()?.id), quantity: '1' })
    await shopper.post('/checkout/contact', address)
    const carts = bodies('checkouts/create')
      .slice(before)
      .map((body) => body.cart_token)
    expect(new Set(carts).size).toBe(2)
  })
})

describe('an order that is sent', () => {
  it('is told as a fulfilment, once', () => {
    const orderId = String(
      open.shop.state.prepare('select id from orders where fulfillment_status is null order by id desc').get()?.id,
    )
    expect(fulfilOrder(open.shop, orderId)).toMatchObject({ outcome: 'fulfilled' })
    expect(fulfilOrder(open.shop, orderId)).toMatchObject({ outcome: 'refused' })
    expect(bodies('fulfillments/create')).toMatchObject([{ status: 'success', tracking_company: 'DHL' }])
    expect(bodies('orders/fulfilled')).toMatchObject([{ fulfillment_status: 'fulfilled' }])
  })
})
