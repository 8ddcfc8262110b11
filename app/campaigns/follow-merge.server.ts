import type { FactOf } from '../kernel/index.ts'
import { survivorOf } from '../ledger/index.server.ts'
import type { Database } from '../platform/index.server.ts'

/**
 * Hands what a merged customer was sent to the one who took him over, unless that one is in the campaign himself. What
 * is still to be sent stays with the merged one, who is mailed no more.
 */
export async function followMerge(db: Database, fact: FactOf<'customers-merged'>): Promise<void> {
  const { shopId, customerId } = fact
  const survivorId = await survivorOf(db, { id: shopId }, customerId)
  await db.$executeRaw`
    update recipient r set customer_id = ${survivorId}
     where r.shop_id = ${shopId} and r.customer_id = ${customerId} and r.status = 'sent'
       and not exists (select from recipient own
                        where own.shop_id = r.shop_id and own.campaign_id = r.campaign_id and own.customer_id = ${survivorId})`
  await db.$executeRaw`
    update mail_engagement set customer_id = ${survivorId} where shop_id = ${shopId} and customer_id = ${customerId}`
  await db.$executeRaw`
    update mail_report r set customer_id = ${survivorId}
     where r.shop_id = ${shopId} and r.customer_id = ${customerId}
       and not exists (select from mail_report own
                        where own.shop_id = r.shop_id and own.campaign_id = r.campaign_id and own.kind = r.kind
                          and own.customer_id = ${survivorId})`
}
