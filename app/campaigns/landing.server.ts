import type { CampaignId, Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import { isForShoppers } from './kept-collection.server.ts'

/** The shop's page that shows what a released campaign's code is good for; null where shoppers can open none. */
export async function landingOf(db: Queryable, shop: Shop, campaignId: CampaignId): Promise<string | null> {
  const [found] = await db.$queryRaw<{ handle: string }[]>`
    select c.handle from campaign
      join collection c on c.shop_id = campaign.shop_id and c.id = campaign.collection_id and c.deleted_at is null
     where campaign.shop_id = ${shop.id} and campaign.id = ${campaignId}::uuid`
  return found !== undefined && isForShoppers(found.handle) ? `/collections/${found.handle}` : null
}
