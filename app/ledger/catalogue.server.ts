import type { CollectionId, ProductId, Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'

type ShopKey = Pick<Shop, 'id'>

export type ProductView = {
  id: ProductId
  title: string
  handle: string
  productType: string
  vendor: string
  tags: string[]
  imageUrl: string | null
}

const view = {
  id: true,
  title: true,
  handle: true,
  productType: true,
  vendor: true,
  tags: true,
  imageUrl: true,
} as const

/** The types under which the shop sorts its products, by name; deleted products do not count. */
export async function productTypes(db: Queryable, shop: ShopKey): Promise<string[]> {
  const rows = await db.$queryRaw<{ type: string }[]>`
    select distinct product_type as type from product
     where shop_id = ${shop.id} and deleted_at is null and product_type <> '' order by 1`
  return rows.map(({ type }) => type)
}

/** The shop's collections by title, each with the number of its products. */
export async function collections(
  db: Queryable,
  shop: ShopKey,
): Promise<{ id: CollectionId; title: string; handle: string; products: number }[]> {
  return db.$queryRaw`
    select c.id, c.title, c.handle, count(m.product_id)::int as products
      from collection c left join collection_product m on m.shop_id = c.shop_id and m.collection_id = c.id
     where c.shop_id = ${shop.id} and c.deleted_at is null
     group by c.shop_id, c.id order by c.title, c.id`
}

/** Products of one type that are not deleted, by title. */
export async function productsOfType(db: Queryable, shop: ShopKey, productType: string): Promise<ProductView[]> {
  const rows = await db.product.findMany({
    where: { shopId: shop.id, productType, deletedAt: null },
    select: view,
    orderBy: [{ title: 'asc' }, { id: 'asc' }],
  })
  return rows as ProductView[]
}

/** One product that is not deleted, or null. */
export async function productById(db: Queryable, shop: ShopKey, id: ProductId): Promise<ProductView | null> {
  const row = await db.product.findFirst({ where: { shopId: shop.id, id, deletedAt: null }, select: view })
  return row as ProductView | null
}
