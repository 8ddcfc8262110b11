import { all, first } from '../../state/query.ts'
import type { CollectionRow, ProductRow } from '../../state/rows.ts'
import { collectionDrop, productDrop } from '../drops.ts'
import { showPage } from '../page.ts'
import type { Visit } from '../page.ts'

const PAGE = 24

/** GET /: what sells best and a picture for each of the first collections. */
export async function showHome(visit: Visit): Promise<void> {
  const { state } = visit.shop
  const best = first<CollectionRow>(state, "select * from collections where handle = 'bestseller'")
  const featured = best ? productsOf(visit, best, 8, 0) : newest(visit, 8)
  const collections = all<CollectionRow>(state, 'select * from collections order by id limit 5')
  await showPage(visit, 'index', { featured, tiles: collections.map((one) => tileOf(visit, one)) })
}

/** GET /collections */
export async function showCollections(visit: Visit): Promise<void> {
  const collections = all<CollectionRow>(visit.shop.state, 'select * from collections order by id limit 60')
  await showPage(visit, 'list-collections', { tiles: collections.map((one) => tileOf(visit, one)) })
}

/** GET /collections/:handle?page=; the handle 'all' shows every product. */
export async function showCollection(visit: Visit): Promise<void> {
  const { handle = '' } = visit.request.params
  const { state } = visit.shop
  const page = Math.max(1, Number(visit.request.query.page ?? 1) || 1)
  const collection = first<CollectionRow>(state, 'select * from collections where handle = ?', handle)
  if (!collection) return showPage(visit, '404', {}, 404)
  const products = productsOf(visit, collection, PAGE + 1, (page - 1) * PAGE)
  await showPage(visit, 'collection', {
    collection: { ...collectionDrop(collection), products: products.slice(0, PAGE) },
    page,
    has_next: products.length > PAGE,
  })
}

/** GET /products/:handle */
export async function showProduct(visit: Visit): Promise<void> {
  const { handle = '' } = visit.request.params
  const row = first<ProductRow>(
    visit.shop.state,
    "select * from products where handle = ? and status = 'ACTIVE'",
    handle,
  )
  if (!row) return showPage(visit, '404', {}, 404)
  const collection = first<CollectionRow>(
    visit.shop.state,
    'select c.* from collections c join collection_products m on m.collection_id = c.id where m.product_id = ? order by c.id',
    row.id,
  )
  await showPage(visit, 'product', {
    product: productDrop(visit.shop, row),
    collection: collection ? collectionDrop(collection) : null,
  })
}

function productsOf(visit: Visit, collection: CollectionRow, limit: number, offset: number) {
  const rows = all<ProductRow>(
    visit.shop.state,
    `select p.* from collection_products m join products p on p.id = m.product_id
     where m.collection_id = ? and p.status = 'ACTIVE' order by m.position, p.id limit ? offset ?`,
    collection.id,
    limit,
    offset,
  )
  return rows.map((row) => productDrop(visit.shop, row))
}

function newest(visit: Visit, limit: number) {
  const rows = all<ProductRow>(
    visit.shop.state,
    "select * from products where status = 'ACTIVE' order by id desc limit ?",
    limit,
  )
  return rows.map((row) => productDrop(visit.shop, row))
}

function tileOf(visit: Visit, collection: CollectionRow) {
  const [product] = productsOf(visit, collection, 1, Number(BigInt(collection.id) % 3n))
  return { ...collectionDrop(collection), image: product?.featured_image.src ?? '' }
}
