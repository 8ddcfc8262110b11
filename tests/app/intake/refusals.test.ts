import { expect, test } from 'vitest'
import { toId, type CollectionId, type ProductId } from '../../../app/kernel/index.ts'
import type { AdminApi } from '../../../app/platform/index.server.ts'
import { testDatabase } from '../../support/database.ts'
import { liveShop } from './live-shop.ts'
import { intakeOn } from './support.ts'

test('what Shopify refuses to tell of a collection or a product is shown with its reason until it does', async () => {
  const { db } = await testDatabase()
  const live = await liveShop(db, { stock: 'handelblitz', customers: 2, orders: 2 })
  const shop = await live.intake.install(live.running.shop.domain, live.admin)
  const { id: collectionId } = firstOf(live.running, 'collections')
  const { id: productId } = firstOf(live.running, 'products')
  const told = { shopId: shop.id, collectionId: toId<CollectionId>(collectionId) }
  const ofProduct = { shopId: shop.id, productId: toId<ProductId>(productId) }
  const broken: AdminApi = { ...live.admin, run: () => live.admin.run('query Broken { nothing }') }
  const refused = intakeOn(db, { adminFor: () => Promise.resolve(broken) })
  await refused.listCollection({ kind: 'collection-changed', ...told })
  await refused.followProduct({ kind: 'product-changed', ...ofProduct })
  const { refusals } = await live.intake.receipt.of(shop)
  expect(refusals.map(({ subject, subjectId }) => [subject, subjectId]).sort()).toEqual([
    ['collection', collectionId],
    ['product', productId],
  ])
  for (const { reason } of refusals) expect(reason).toContain('nothing')
  await live.intake.listCollection({ kind: 'collection-changed', ...told })
  expect((await live.intake.receipt.of(shop)).refusals.map(({ subject }) => subject)).toEqual(['product'])
})

function firstOf({ shop }: Awaited<ReturnType<typeof liveShop>>['running'], table: 'collections' | 'products') {
  return shop.state.prepare(`select id from ${table} order by id limit 1`).get() as { id: string }
}
