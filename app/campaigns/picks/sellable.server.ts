import { Prisma } from '../../platform/index.server.ts'

/**
 * Holds for products that a customer can buy at this moment: offered in the shop, and of some variant there is stock, or
 * it is not counted, or it is sold without. A variant of which no stock was ever told counts as sold out.
 */
export function sellableSql(product: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(${product}.deleted_at is null and lower(${product}.status) = 'active' and exists (
    select 1 from variant v
     where v.shop_id = ${product}.shop_id and v.product_id = ${product}.id
       and (v.oversells or exists (
         select 1 from inventory_level level
          where level.shop_id = v.shop_id and level.inventory_item_id = v.inventory_item_id
            and (level.available is null or level.available > 0)))))`
}
