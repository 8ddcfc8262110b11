import { earlierSql, type ReadTimeline } from '../../platform/index.server.ts'

type Row = { id: string; at: Date; kind: string; campaignId: string; campaign: string; detail: string }

/**
 * What became of campaign mails, newest first: `clicked` once a campaign and person, by people only; `bounced`, `put-off`
 * and `complained` as reported. Openings say too little to be told.
 */
export const echoesTimeline: ReadTimeline = async (db, shop, customerId, before, limit) => {
  const rows = await db.$queryRaw<Row[]>`
    select * from (
      select 'click-' || e.campaign_id as id, min(e.at) as at, 'clicked' as kind, e.campaign_id as "campaignId", '' as detail
        from mail_engagement e
       where e.shop_id = ${shop.id} and e.customer_id = ${customerId} and e.kind = 'clicked' and e.by = 'person'
       group by e.campaign_id
      union all
      select 'report-' || r.kind || '-' || r.campaign_id, r.reported_at, r.kind, r.campaign_id, r.detail
        from mail_report r where r.shop_id = ${shop.id} and r.customer_id = ${customerId}
    ) echo
    join (select id as "campaignId", name as campaign from campaign where shop_id = ${shop.id}) c using ("campaignId")
     where true ${earlierSql('at', 'id', before)}
     order by at desc, id collate "C" desc
     limit ${limit}`
  return rows.map(({ id, at, kind, campaignId, campaign, detail }) => ({
    ...{ id, at, room: 'campaigns', kind, values: { campaign } },
    ...(detail !== '' && { lines: [detail] }),
    link: `/app/campaigns/${campaignId}`,
  }))
}
