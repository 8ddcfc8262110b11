import type { CampaignId, Shop } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'

/** What came back of a campaign's mails, in people. Openings by proxies and scanners are counted apart. */
export type Engagement = {
  opened: number
  openedByMachines: number
  clicked: number
  clickedByMachines: number
  bounced: number
  putOff: number
  complained: number
}

/** Read anew every time; a person counts once, and as a person where both they and a machine came. */
export async function readEngagement(db: Queryable, shop: Pick<Shop, 'id'>, id: CampaignId): Promise<Engagement> {
  const [row] = await db.$queryRaw<Engagement[]>`
    with seen as (
      select customer_id, kind, bool_or(by = 'person') as by_person
        from mail_engagement where shop_id = ${shop.id} and campaign_id = ${id}::uuid group by 1, 2
    ), told as (
      select kind from mail_report where shop_id = ${shop.id} and campaign_id = ${id}::uuid
    )
    select (select count(*) from seen where kind = 'opened' and by_person)::int as opened,
           (select count(*) from seen where kind = 'opened' and not by_person)::int as "openedByMachines",
           (select count(*) from seen where kind = 'clicked' and by_person)::int as clicked,
           (select count(*) from seen where kind = 'clicked' and not by_person)::int as "clickedByMachines",
           (select count(*) from told where kind = 'bounced')::int as bounced,
           (select count(*) from told where kind = 'put-off')::int as "putOff",
           (select count(*) from told where kind = 'complained')::int as complained`
  if (row === undefined) throw new Error('a query without rows')
  return row
}
