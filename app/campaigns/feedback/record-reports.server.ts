import type { CampaignId, CustomerId, ShopId } from '../../kernel/index.ts'
import type { Database, Transaction } from '../../platform/index.server.ts'
import type { MailReport } from './report.ts'

type Mailed = { shopId: ShopId; campaignId: CampaignId; customerId: CustomerId }

/**
 * Writes down what was reported of mails that we sent; what we never sent is nobody's. An address that takes no mail, or
 * whose owner complained, goes on the list that no sync can lift. The same report again changes nothing.
 * @returns how many reports were of mails of ours
 */
export async function recordReports(db: Database, reports: MailReport[]): Promise<number> {
  let ours = 0
  for (const report of reports) {
    ours += await db.$transaction(async (tx) => {
      const mailed = await mailOf(tx, report)
      if (mailed === null) return 0
      await write(tx, mailed, report)
      return 1
    })
  }
  return ours
}

const MESSAGE_ID = /^<([0-9a-f-]{36})\.(-?\d{1,19})@([^<>\s]+)>$/i

/** The mail by its Message-ID; by its address where the provider tells no id of ours, then the newest that was sent. */
async function mailOf(tx: Transaction, { messageId, email }: MailReport): Promise<Mailed | null> {
  const [, campaignId, customerId, domain] = MESSAGE_ID.exec(messageId ?? '') ?? []
  // An id that is not of our making is of no mail of ours.
  if (messageId !== null && campaignId === undefined) return null
  const [row] =
    campaignId === undefined || customerId === undefined || domain === undefined
      ? await tx.$queryRaw<Mailed[]>`
          select r.shop_id as "shopId", r.campaign_id as "campaignId", r.customer_id as "customerId"
            from recipient r where lower(r.email) = lower(${email}) and r.message_id is not null
           order by r.sent_at desc nulls last limit 1`
      : await tx.$queryRaw<Mailed[]>`
          select r.shop_id as "shopId", r.campaign_id as "campaignId", r.customer_id as "customerId"
            from recipient r join shop on shop.id = r.shop_id and shop.domain = ${domain}
           where r.campaign_id = ${campaignId}::uuid and r.customer_id in (${customerId}::bigint, (
               select merged_into from customer where shop_id = shop.id and id = ${customerId}::bigint))
             and r.message_id = ${messageId} and lower(r.email) = lower(${email})`
  return row ?? null
}

async function write(tx: Transaction, mailed: Mailed, { kind, email, at, detail }: MailReport): Promise<void> {
  await tx.mailReport.createMany({ data: [{ ...mailed, kind, reportedAt: at, detail }], skipDuplicates: true })
  if (kind === 'put-off') return
  await tx.$executeRaw`
    insert into suppression (shop_id, email, reason, created_at)
    values (${mailed.shopId}, normal_address(${email}), ${kind}, ${at})
    on conflict (shop_id, email) do update set reason = excluded.reason where suppression.reason = 'bounced'`
}
