import type { CampaignId, Shop } from '../kernel/index.ts'
import { recordFact, type Database, type Transaction } from '../platform/index.server.ts'
import type { Campaign, CampaignStatus } from './campaign.ts'
import { DISCOUNT_GONE } from './campaign.ts'
import { lockCampaign } from './lock.server.ts'

export type SteerOutcome = { outcome: 'done' | 'too-late' | 'gone' }

/** Takes a release back before anything has happened: the campaign is a draft again. */
export function withdraw(db: Database, shop: Shop, id: string): Promise<SteerOutcome> {
  return steer(db, shop, { id, from: ['awaiting', 'scheduled'] }, async (tx, campaign) => {
    await change(tx, shop, campaign, { status: 'draft', releasedBy: null, approvedBy: null })
  })
}

/** Lets no further mail leave until it is resumed; those that are on their way arrive. */
export function pause(db: Database, shop: Shop, id: string): Promise<SteerOutcome> {
  return steer(db, shop, { id, from: ['preparing', 'sending'] }, async (tx, campaign) => {
    await change(tx, shop, campaign, { status: 'paused' })
  })
}

/**
 * Goes on with a campaign that was paused, or whose codes Shopify had refused. What is there already is found again;
 * where Shopify's discount was deleted, it is made anew with the same codes, those of mails that are out included.
 */
export function resumeSteered(db: Database, shop: Shop, id: string): Promise<SteerOutcome> {
  return steer(db, shop, { id, from: ['paused', 'failed'] }, async (tx, campaign) => {
    if (campaign.problem === DISCOUNT_GONE) {
      await change(tx, shop, campaign, { discountId: null })
      await tx.$executeRaw`
        update recipient set code_live_at = null, status = case when status = 'coded' then 'frozen' else status end
         where shop_id = ${shop.id} and campaign_id = ${campaign.id}::uuid and code_live_at is not null`
    }
    await change(tx, shop, campaign, { status: 'preparing', problem: null })
    await recordFact(tx, { kind: 'campaign-released', shopId: shop.id, campaignId: campaign.id })
  })
}

/** Ends a campaign for good: who has not been mailed yet is not. Codes that are out stay good. */
export function cancel(db: Database, shop: Shop, id: string, now: Date): Promise<SteerOutcome> {
  return steer(db, shop, { id, from: ['preparing', 'sending', 'paused', 'failed'] }, async (tx, campaign) => {
    await change(tx, shop, campaign, { status: 'cancelled', problem: null, completedAt: now })
    await tx.recipient.updateMany({
      where: { shopId: shop.id, campaignId: campaign.id, status: { in: ['frozen', 'coded'] } },
      data: { status: 'skipped', reason: 'cancelled', retryAt: null },
    })
  })
}

/** A new draft with the same audience, offer and words; its own draw of the holdout, and no hour. */
export async function duplicate(
  db: Database,
  shop: Shop,
  { id, name }: { id: string; name: string },
  now: Date,
): Promise<{ outcome: 'duplicated'; id: CampaignId } | { outcome: 'gone' }> {
  return db.$transaction(async (tx) => {
    const campaign = await lockCampaign(tx, shop, id)
    if (campaign === null) return { outcome: 'gone' }
    const copy = crypto.randomUUID() as CampaignId
    await tx.$executeRaw`
      insert into campaign (shop_id, id, name, segment_ids, except_ids, holdout_percent, value_kind, percentage, amount_minor,
                            target_kind, target_value, target_title, messages, valid_days, seed, created_at, updated_at)
      select shop_id, ${copy}::uuid, ${name}, segment_ids, except_ids, holdout_percent, value_kind, percentage, amount_minor,
             target_kind, target_value, target_title, messages, valid_days, ${crypto.randomUUID()}, ${now}, ${now}
        from campaign where shop_id = ${shop.id} and id = ${campaign.id}::uuid`
    return { outcome: 'duplicated', id: copy }
  })
}

type Which = { id: string; from: CampaignStatus[] }

async function steer(
  db: Database,
  shop: Shop,
  { id, from }: Which,
  act: (tx: Transaction, campaign: Campaign) => Promise<void>,
): Promise<SteerOutcome> {
  return db.$transaction(async (tx) => {
    const campaign = await lockCampaign(tx, shop, id)
    if (campaign === null) return { outcome: 'gone' }
    if (!from.includes(campaign.status)) return { outcome: 'too-late' }
    await act(tx, campaign)
    return { outcome: 'done' }
  })
}

type Changes = Parameters<Transaction['campaign']['update']>[0]['data']

async function change(tx: Transaction, shop: Shop, { id }: Campaign, data: Changes): Promise<void> {
  await tx.campaign.update({ where: { shopId_id: { shopId: shop.id, id } }, data })
}
