import { Prisma } from '../../platform/index.server.ts'
import { plainDesign } from '../message/design.ts'

/**
 * Holds where opens and clicks of a customer may be recorded: what the shop chose, and what the customer said last about
 * it. Unknown is no, unless the shop chose otherwise.
 */
export function tracksSql({ shopId, customerId }: { shopId: Prisma.Sql; customerId: Prisma.Sql }): Prisma.Sql {
  return Prisma.sql`(
    select case coalesce((select tracking from mail_design where mail_design.shop_id = ${shopId}), ${plainDesign.tracking})
             when 'agreed' then coalesce(said.state = 'subscribed', false)
             when 'unless-refused' then coalesce(said.state <> 'unsubscribed', true)
             else false end
      from (select 1) one
      left join lateral (
        select newest.state from consent_event newest
         where newest.shop_id = ${shopId} and newest.customer_id = ${customerId} and newest.channel = 'tracking'
         order by newest.occurred_at desc, (newest.state = 'subscribed') limit 1) said on true)`
}
