import { expect, it } from 'vitest'
import { all, first, run } from '../../../dev-shop/state/query.ts'
import { testDatabase } from '../../support/database.ts'
import { importAll } from './import-all.ts'
import { liveShop } from './live-shop.ts'
import { workOff } from './support.ts'

const { db } = await testDatabase()
const { running, intake, admin, post } = await liveShop(db, { stock: 'handelblitz', customers: 5, orders: 5 })
const { state, domain } = running.shop
const TAG = 'mutation Tag($id: ID!, $tags: [String!]!) { tagsAdd(id: $id, tags: $tags) { userErrors { message } } }'
const productId = first<{ id: string }>(state, 'select id from products order by id')?.id ?? ''
const variantId = (place: number) => String(9_300_000_000_000_000n + BigInt(place))

/** Shopify tells that the product has changed. */
async function tell(tag: string): Promise<void> {
  await admin.run(TAG, { id: `gid://shopify/Product/${productId}`, tags: [tag] })
  await post('/dev/webhooks/flush', {})
}

const inShop = () =>
  all<{ row: string }>(
    state,
    `select id || ' ' || price as row from variants where product_id = ? order by id`,
    productId,
  ).map(({ row }) => row)
const inLedger = async () =>
  (await db.variant.findMany({ where: { productId: BigInt(productId) }, orderBy: { id: 'asc' } })).map(
    ({ id, priceMinor }) => `${String(id)} ${String(priceMinor)}`,
  )

it('a product with more variants than a webhook tells loses none of them, and is asked for whole', async () => {
  await intake.install(domain, admin)
  await importAll(db, intake)
  for (let place = 0; place < 130; place += 1) {
    run(
      state,
      `insert into variants select ?, product_id, title, sku, price, options, inventory_quantity, 1000 + ?, created_at, updated_at
         from variants where product_id = ? limit 1`,
      variantId(place),
      String(place),
      productId,
    )
  }
  await tell('viele')
  await workOff(db, { 'delivery-received': intake.applyDelivery })
  expect((await inLedger()).length).toBe(100)
  await tell('noch mehr')
  await workOff(db, { 'delivery-received': intake.applyDelivery, 'product-changed': intake.followProduct })
  expect((await inLedger()).length).toBeGreaterThan(130)
  expect(await inLedger()).toEqual(inShop())

  run(state, 'update variants set price = 12345 where id = ?', variantId(129))
  run(state, 'delete from variants where id = ?', variantId(128))
  await tell('anders')
  await workOff(db, { 'delivery-received': intake.applyDelivery })
  expect((await inLedger()).length).toBe(inShop().length)
  await tell('ganz')
  await workOff(db, { 'delivery-received': intake.applyDelivery, 'product-changed': intake.followProduct })
  expect(await inLedger()).toEqual(inShop())
})
