import { earlierSql, Prisma, type ReadTimeline } from '../platform/index.server.ts'
import { creditedOrdersSql } from './redemption.server.ts'

type Mailed = { id: string; at: Date; campaignId: string; campaign: string; code: string }

/** Campaign mails that the customer was sent (`mailed`), newest first. Whether they were opened is not recorded. */
export const mailsTimeline: ReadTimeline = async (db, shop, customerId, before, limit) => {
  const rows = await db.$queryRaw<Mailed[]>`
    select 'campaign-' || r.campaign_id as id, r.sent_at as at, r.campaign_id as "campaignId", c.name as campaign, r.code
      from recipient r
      join campaign c on c.shop_id = r.shop_id and c.id = r.campaign_id
     where r.shop_id = ${shop.id} and r.customer_id = ${customerId} and r.status = 'sent' and r.code is not null
       and r.sent_at is not null ${earlierSql('r.sent_at', `'campaign-' || r.campaign_id`, before)}
     order by r.sent_at desc, ('campaign-' || r.campaign_id) collate "C" desc
     limit ${limit}`
  return rows.map(({ id, at, campaignId, campaign, code }) => ({
    ...{ id, at, room: 'campaigns', kind: 'mailed', values: { campaign, code } },
    link: `/app/campaigns/${campaignId}`,
  }))
}

type Redeemed = Mailed & { discount: bigint; currency: string; orderName: string }

/** Orders by which the customer used a code of a campaign (`redeemed`), newest first, with what was saved. */
export const redemptionsTimeline: ReadTimeline = async (db, shop, customerId, before, limit) => {
  const which = Prisma.sql`o.customer_id = ${customerId} ${earlierSql('o.processed_at', `'redeemed-' || o.id`, before)}`
  const rows = await db.$queryRaw<Redeemed[]>`
    select 'redeemed-' || "orderId" as id, at, "campaignId", campaign, code, discount, currency, "orderName"
      from (${creditedOrdersSql(shop, which)}) redeemed
     order by at desc, ('redeemed-' || "orderId") collate "C" desc
     limit ${limit}`
  return rows.map(({ id, at, campaignId, campaign, code, discount, currency, orderName }) => ({
    ...{ id, at, room: 'campaigns', kind: 'redeemed', values: { campaign, code, order: orderName } },
    money: { minor: Number(discount), currency },
    link: `/app/campaigns/${campaignId}`,
  }))
}
