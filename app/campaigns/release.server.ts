import { startOfDayAgo, type CampaignId, type FactOf, type Shop } from '../kernel/index.ts'
import { installedShop, recordFact, type Database, type Transaction } from '../platform/index.server.ts'
import { checkAudience } from './audience.server.ts'
import type { Campaign } from './campaign.ts'
import { freeze, type Frozen } from './freeze.server.ts'
import { lockCampaign } from './lock.server.ts'
import { checkMessage } from './render-message.ts'
import { readRules } from './rules.server.ts'

export type ReleaseOutcome =
  | ({ outcome: 'released' } & Frozen)
  | { outcome: 'scheduled' | 'awaiting' }
  | { outcome: 'already-released' | 'nobody' | 'segment-gone' | 'broken-message' | 'gone' }

/**
 * Releases a draft: it begins at once, or waits for its hour, or for another person's approval where the shop wants it.
 * A second click finds it released and changes nothing.
 * @param by Shopify's number of the person
 */
export async function release(
  db: Database,
  shop: Shop,
  { id, by }: { id: string; by: string },
  now: Date,
): Promise<ReleaseOutcome> {
  return inOneGo(db, async (tx): Promise<ReleaseOutcome> => {
    const campaign = await lockCampaign(tx, shop, id)
    if (campaign === null) return { outcome: 'gone' }
    if (campaign.status !== 'draft') return { outcome: 'already-released' }
    if ([campaign.messages.de, campaign.messages.en].some((message) => checkMessage(message).length > 0)) {
      return { outcome: 'broken-message' }
    }
    const { approval } = await readRules(tx, shop)
    const outcome = await (approval ? awaitApproval : begin)(tx, shop, campaign, now)
    if (outcome.outcome !== 'nobody' && outcome.outcome !== 'segment-gone')
      await update(tx, campaign, { releasedBy: by, approvedBy: null, problem: null }, shop)
    return outcome
  })
}

export type ApproveOutcome = ReleaseOutcome | { outcome: 'own-release' | 'not-awaiting' }

/** Approves what another person has released. */
export async function approve(
  db: Database,
  shop: Shop,
  { id, by }: { id: string; by: string },
  now: Date,
): Promise<ApproveOutcome> {
  return inOneGo(db, async (tx): Promise<ApproveOutcome> => {
    const campaign = await lockCampaign(tx, shop, id)
    if (campaign === null) return { outcome: 'gone' }
    if (campaign.status !== 'awaiting') return { outcome: 'not-awaiting' }
    if (campaign.releasedBy === by) return { outcome: 'own-release' }
    await update(tx, campaign, { approvedBy: by }, shop)
    return begin(tx, shop, campaign, now)
  })
}

/**
 * Begins a campaign whose hour has come. Where nobody is left to write to, or a segment was deleted meanwhile, it becomes
 * a draft again that says so.
 */
export async function beginPlanned(db: Database, fact: FactOf<'campaign-planned'>, now: Date): Promise<void> {
  const shop = await installedShop(db, { id: fact.shopId })
  if (shop === null) return
  await inOneGo(db, async (tx) => {
    const campaign = await lockCampaign(tx, shop, fact.campaignId)
    if (campaign?.status !== 'scheduled') return
    const begun = await begin(tx, shop, campaign, now)
    if (begun.outcome === 'nobody' || begun.outcome === 'segment-gone')
      await update(tx, campaign, { status: 'draft', problem: begun.outcome }, shop)
  })
}

/** The key of the job that begins a planned campaign, of which one waits at most. */
export function beginJobOf(campaignId: string): string {
  return `campaign-begin-${campaignId}`
}

/** The last second of the shop's day on which the codes are good. */
export function endOf(
  shop: Shop,
  { validDays, plannedAt }: Pick<Campaign, 'validDays' | 'plannedAt'>,
  now: Date,
): Date {
  const begins = plannedAt !== null && plannedAt > now ? plannedAt : now
  return new Date(startOfDayAgo(shop.timeZone, begins, -validDays - 1).getTime() - 1000)
}

async function awaitApproval(tx: Transaction, shop: Shop, campaign: Campaign, now: Date): Promise<ReleaseOutcome> {
  const { recipients } = await checkAudience(tx, shop, campaign, now)
  if (recipients === 0) return { outcome: 'nobody' }
  await update(tx, campaign, { status: 'awaiting' }, shop)
  return { outcome: 'awaiting' }
}

async function begin(tx: Transaction, shop: Shop, campaign: Campaign, now: Date): Promise<ReleaseOutcome> {
  if (campaign.plannedAt !== null && campaign.plannedAt > now) {
    const { recipients } = await checkAudience(tx, shop, campaign, now)
    if (recipients === 0) return { outcome: 'nobody' }
    await update(tx, campaign, { status: 'scheduled' }, shop)
    const fact = { kind: 'campaign-planned', shopId: shop.id, campaignId: campaign.id } as const
    await recordFact(tx, fact, { at: campaign.plannedAt, key: beginJobOf(campaign.id) })
    return { outcome: 'scheduled' }
  }
  const frozen = await freeze(tx, shop, campaign, now)
  if (frozen === null) return { outcome: 'segment-gone' }
  if (frozen.recipients === 0) {
    await tx.recipient.deleteMany({ where: { shopId: shop.id, campaignId: campaign.id } })
    return { outcome: 'nobody' }
  }
  const audience = frozen.recipients + frozen.held + frozen.skipped
  const dates = { releasedAt: now, endsAt: endOf(shop, campaign, now) }
  await update(tx, campaign, { status: 'preparing', problem: null, audience, ...dates }, shop)
  await recordFact(tx, { kind: 'campaign-released', shopId: shop.id, campaignId: campaign.id })
  return { outcome: 'released', ...frozen }
}

type Changes = Parameters<Transaction['campaign']['update']>[0]['data']

async function update(tx: Transaction, { id }: { id: CampaignId }, data: Changes, shop: Shop): Promise<void> {
  await tx.campaign.update({ where: { shopId_id: { shopId: shop.id, id } }, data })
}

function inOneGo<Result>(db: Database, act: (tx: Transaction) => Promise<Result>): Promise<Result> {
  return db.$transaction(act, { timeout: 120_000, maxWait: 10_000 })
}
