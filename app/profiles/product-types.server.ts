import type { Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'

/** The shop's product types in alphabetical order: what a customer can like, and a filter or rule can name. */
export async function productTypes(db: Queryable, shop: Shop): Promise<string[]> {
  const rows = await db.$queryRaw<{ type: string }[]>`
    select distinct product_type as type from product where shop_id = ${shop.id} and product_type <> '' order by 1`
  return rows.map((row) => row.type)
}
