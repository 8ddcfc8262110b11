import type { Shop } from '../kernel/index.ts'
import type { Transaction } from '../platform/index.server.ts'
import type { Campaign } from './campaign.ts'
import { findCampaign } from './campaigns.server.ts'

/** A campaign whose row nobody else changes until this transaction ends; null where the shop has none of that id. */
export async function lockCampaign(tx: Transaction, shop: Pick<Shop, 'id'>, id: string): Promise<Campaign | null> {
  const found = await findCampaign(tx, shop, id)
  if (found === null) return null
  await tx.$queryRaw`select id from campaign where shop_id = ${shop.id} and id = ${found.id}::uuid for update`
  return findCampaign(tx, shop, id)
}
