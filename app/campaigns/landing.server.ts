import type { CampaignId, Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import { isForShoppers } from './kept-collection.server.ts'

/**
 * The shop's page that shows what a released campaign's code is good for: the chosen collection, or one of the merchant's
 * that holds exactly the product type now. Null where shoppers can open none.
 */
export async function landingOf(db: Queryable, shop: Shop, campaignId: CampaignId): Promise<string | null> {
  const [campaign] = await db.$queryRaw<{ handle: string | null; type: string | null }[]>`
    select c.handle, case when campaign.target_kind = 'product_type' then target_value end as type
      from campaign
      left join collection c on c.shop_id = campaign.shop_id and c.id = campaign.collection_id and c.deleted_at is null
     where campaign.shop_id = ${shop.id} and campaign.id = ${campaignId}::uuid`
  const type = campaign?.type ?? null
  const handles = type === null ? [campaign?.handle ?? ''] : await handlesOfType(db, shop, type)
  const open = handles.find((handle) => handle !== '' && isForShoppers(handle))
  return open === undefined ? null : `/collections/${open}`
}

async function handlesOfType(db: Queryable, shop: Shop, type: string): Promise<string[]> {
  const found = await db.$queryRaw<{ handle: string }[]>`
    with typed as (
      select id from product where shop_id = ${shop.id} and deleted_at is null and product_type = ${type}
    ), held as (
      select cp.collection_id, cp.product_id
        from collection_product cp
        join product p on p.shop_id = cp.shop_id and p.id = cp.product_id and p.deleted_at is null
       where cp.shop_id = ${shop.id}
    )
    select c.handle
      from collection c
     where c.shop_id = ${shop.id} and c.deleted_at is null
       and exists (select 1 from typed)
       and not exists (
         select 1 from typed where id not in (select product_id from held where collection_id = c.id))
       and not exists (
         select 1 from held where collection_id = c.id and product_id not in (select id from typed))
     order by c.id`
  return found.map(({ handle }) => handle)
}
