import { localeSql } from '../ledger/index.server.ts'
import type { Shop } from '../kernel/index.ts'
import { Prisma, type Transaction } from '../platform/index.server.ts'
import { audienceSql } from './audience.server.ts'
import type { Campaign } from './campaign.ts'

/** What the audience consists of at the freeze; together they are all its rows. */
export type Frozen = { recipients: number; held: number; skipped: number }

const columns = { shopId: Prisma.sql`c.shop_id`, customerId: Prisma.sql`c.id`, locale: Prisma.sql`c.locale` }

/**
 * Writes the audience of this moment as rows, each with what is to become of it: to be mailed, held out for comparison,
 * or skipped and why. One statement, whatever the size. Null where a segment does not exist any more.
 */
export async function freeze(tx: Transaction, shop: Shop, campaign: Campaign, now: Date): Promise<Frozen | null> {
  const audience = await audienceSql(tx, shop, campaign, now)
  if (audience === null) return null
  const [counted] = await tx.$queryRaw<Frozen[]>`
    with frozen as (
      insert into recipient (shop_id, campaign_id, customer_id, email, locale, status, reason, arm)
      select ${shop.id}, ${campaign.id}::uuid, customer_id, btrim(audience.email), coalesce(${localeSql(columns)}, ${shop.locale}),
             case when held then 'held' when reason is null then 'frozen' else 'skipped' end, reason,
             case when held then 'held' when reason is null then 'treated' end
        from (${audience}) audience join customer c on c.shop_id = ${shop.id} and c.id = audience.customer_id
      returning status
    )
    select (count(*) filter (where status = 'frozen'))::int as recipients,
           (count(*) filter (where status = 'held'))::int as held,
           (count(*) filter (where status = 'skipped'))::int as skipped
      from frozen`
  return counted ?? { recipients: 0, held: 0, skipped: 0 }
}
