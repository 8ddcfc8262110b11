import { startOfDayAgo, type CampaignId, type Shop } from '../kernel/index.ts'
import { localeSql } from '../ledger/index.server.ts'
import { Prisma, recordFact, type Database, type Transaction } from '../platform/index.server.ts'
import { audienceSql } from './audience.server.ts'
import { isLeftOut, type Campaign } from './campaign.ts'
import { findCampaign } from './campaigns.server.ts'
import { checkMessage } from './message/check-message.ts'

export type ReleaseOutcome =
  | { outcome: 'released'; recipients: number; skipped: number }
  | { outcome: 'already-released' | 'nobody' | 'broken-message' | 'gone' }

/**
 * Freezes the audience into rows and hands the campaign to the worker, in one transaction. A second click finds it
 * released and changes nothing.
 */
export async function release(db: Database, shop: Shop, id: string, now: Date): Promise<ReleaseOutcome> {
  return db.$transaction(
    async (tx): Promise<ReleaseOutcome> => {
      const found = await findCampaign(tx, shop, id)
      if (found === null) return { outcome: 'gone' }
      await tx.$queryRaw`select id from campaign where shop_id = ${shop.id} and id = ${found.id}::uuid for update`
      const campaign = (await findCampaign(tx, shop, id)) ?? found
      if (campaign.status !== 'draft') return { outcome: 'already-released' }
      if (isBroken(campaign)) return { outcome: 'broken-message' }
      const frozen = await freeze(tx, shop, campaign, now)
      if (frozen.recipients === 0) {
        await tx.recipient.deleteMany({ where: { shopId: shop.id, campaignId: campaign.id } })
        return { outcome: 'nobody' }
      }
      await tx.campaign.update({
        where: { shopId_id: { shopId: shop.id, id: campaign.id } },
        data: { status: 'preparing', problem: null, releasedAt: now, endsAt: endOf(shop, campaign, now) },
      })
      await recordFact(tx, { kind: 'campaign-released', shopId: shop.id, campaignId: campaign.id })
      return { outcome: 'released', ...frozen }
    },
    { timeout: 120_000, maxWait: 10_000 },
  )
}

function isBroken({ messages }: Campaign): boolean {
  const written = [messages.de, messages.en].filter((message) => !isLeftOut(message))
  return written.length === 0 || written.some((message) => checkMessage(message).length > 0)
}

/** Tries again what Shopify refused; the frozen audience and its codes stay. */
export async function retryPreparing(
  db: Database,
  shop: Shop,
  id: CampaignId,
): Promise<{ outcome: 'retried' | 'gone' }> {
  return db.$transaction(async (tx) => {
    const { count } = await tx.campaign.updateMany({
      where: { shopId: shop.id, id, status: 'failed' },
      data: { status: 'preparing', problem: null },
    })
    if (count === 0) return { outcome: 'gone' }
    await recordFact(tx, { kind: 'campaign-released', shopId: shop.id, campaignId: id })
    return { outcome: 'retried' }
  })
}

async function freeze(tx: Transaction, shop: Shop, campaign: Campaign, now: Date) {
  const audience = await audienceSql(tx, shop, campaign.segmentId, now)
  if (audience === null) return { recipients: 0, skipped: 0 }
  const [counted] = await tx.$queryRaw<{ recipients: number; skipped: number }[]>`
    with frozen as (
      insert into recipient (shop_id, campaign_id, customer_id, email, locale, status, reason)
      select ${shop.id}, ${campaign.id}::uuid, customer_id, btrim(audience.email), coalesce(${localeSql(columns)}, ${shop.locale}),
             case when reason is null then 'frozen' else 'skipped' end, reason
        from (${audience}) audience join customer c on c.shop_id = ${shop.id} and c.id = audience.customer_id
      returning status
    )
    select (count(*) filter (where status = 'frozen'))::int as recipients,
           (count(*) filter (where status = 'skipped'))::int as skipped
      from frozen`
  return counted ?? { recipients: 0, skipped: 0 }
}

const columns = { shopId: Prisma.sql`c.shop_id`, customerId: Prisma.sql`c.id`, locale: Prisma.sql`c.locale` }

/** The last second of the shop's day on which the codes are good. */
export function endOf(shop: Shop, { validDays }: Pick<Campaign, 'validDays'>, now: Date): Date {
  return new Date(startOfDayAgo(shop.timeZone, now, -validDays - 1).getTime() - 1000)
}
