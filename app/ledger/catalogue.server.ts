import type { Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'

/** The types under which the shop sorts its products, by name; deleted products do not count. */
export async function productTypes(db: Queryable, shop: Pick<Shop, 'id'>): Promise<string[]> {
  const rows = await db.$queryRaw<{ type: string }[]>`
    select distinct product_type as type from product
     where shop_id = ${shop.id} and deleted_at is null and product_type <> '' order by 1`
  return rows.map(({ type }) => type)
}
