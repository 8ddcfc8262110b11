import type { CampaignId, Shop } from '../kernel/index.ts'
import { recordFact, type Database } from '../platform/index.server.ts'

/** An attempt takes two minutes at most; an older claim without an outcome belongs to a worker that died. */
export const LONGEST_CLAIM = 5 * 60_000

/** The key of a campaign's mailing job, of which one waits at most. */
export function mailJobOf(campaignId: string): string {
  return `campaign-mail-${campaignId}`
}

type Open = { dueAt: Date | null; claimedAt: Date | null }

/**
 * Calls the next job while mails are due or on their way, not before quiet hours are over; once every recipient has an
 * outcome the campaign is sent.
 */
export async function continueOrComplete(
  db: Database,
  shop: Shop,
  campaignId: CampaignId,
  now: Date,
  quiet: Date | null = null,
): Promise<void> {
  const living = new Date(now.getTime() - LONGEST_CLAIM)
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select id from campaign where shop_id = ${shop.id} and id = ${campaignId}::uuid for update`
    const [open] = await tx.$queryRaw<Open[]>`
      select min(coalesce(retry_at, ${now})) filter (where status = 'coded') as "dueAt",
             min(claimed_at) filter (where status = 'claimed' and reason is null and claimed_at > ${living}) as "claimedAt"
        from recipient where shop_id = ${shop.id} and campaign_id = ${campaignId}::uuid`
    const next = nextLook(open, now)
    if (next === null) {
      await tx.campaign.updateMany({
        where: { shopId: shop.id, id: campaignId, status: 'sending' },
        data: { status: 'sent', completedAt: now },
      })
      return
    }
    const fact = { kind: 'campaign-mail-due', shopId: shop.id, campaignId } as const
    await recordFact(tx, fact, { at: quiet !== null && quiet > next ? quiet : next, key: mailJobOf(campaignId) })
  })
}

function nextLook(open: Open | undefined, now: Date): Date | null {
  if (open?.dueAt != null) return open.dueAt > now ? open.dueAt : now
  if (open?.claimedAt != null) return new Date(open.claimedAt.getTime() + LONGEST_CLAIM + 1000)
  return null
}
