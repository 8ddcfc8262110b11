import type { Shop } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'
import { DISCOUNT_GONE, type Campaign } from './campaign.ts'

/** Whether Shopify has told that the campaign's discount was deleted: its codes take nothing off any more. */
export async function isDiscountGone(db: Database, shop: Shop, { id }: Pick<Campaign, 'id'>): Promise<boolean> {
  const [found] = await db.$queryRaw<{ gone: boolean }[]>`
    select exists (
      select 1 from discount d
       where d.shop_id = ${shop.id} and d.deleted_at is not null
         and d.id = substring(campaign.discount_id from '[0-9]+$')::bigint) as gone
      from campaign where shop_id = ${shop.id} and id = ${id}::uuid`
  return found?.gone ?? false
}

/** Sends nobody a code that takes nothing off; the merchant decides whether it is made anew. */
export async function pauseWithoutDiscount(db: Database, shop: Shop, { id }: Pick<Campaign, 'id'>): Promise<void> {
  await db.campaign.updateMany({
    where: { shopId: shop.id, id, status: 'sending' },
    data: { status: 'paused', problem: DISCOUNT_GONE },
  })
}
