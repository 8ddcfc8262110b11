import type { Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import type { ShopTaste } from './templates.ts'

/** The shop's best-selling and most asked-about product type, for templates. */
export async function tasteOf(db: Queryable, shop: Shop): Promise<ShopTaste> {
  const [found] = await db.$queryRaw<[{ top: string | null; asked: string | null }]>`
    select
      (select value from habit where shop_id = ${shop.id} and kind = 'product_type'
        order by order_share desc, value limit 1) as top,
      (select product_type from service_request where shop_id = ${shop.id} and product_type <> ''
        group by product_type order by count(*) desc, product_type limit 1) as asked`
  return { topType: found.top, askedType: found.asked }
}
