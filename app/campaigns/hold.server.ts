import { isComplete } from '../intake/index.server.ts'
import type { CampaignId, FactOf } from '../kernel/index.ts'
import { recordFact, type Database } from '../platform/index.server.ts'
import { UNINSTALLED } from './campaign.ts'
import { mailJobOf } from './mailing-progress.server.ts'
import { beginJobOf } from './release.server.ts'

/** Stops every campaign that is under way in a shop that has uninstalled the app; its people wait and say why. */
export async function hold(db: Database, { shopId }: FactOf<'shop-uninstalled'>): Promise<void> {
  await db.$transaction(async (tx) => {
    const underWay = { shopId, status: { in: ['scheduled', 'preparing', 'sending'] } }
    const ids = (await tx.campaign.findMany({ where: underWay, select: { id: true } })).map(({ id }) => id)
    await tx.campaign.updateMany({ where: { ...underWay, id: { in: ids } }, data: { problem: UNINSTALLED } })
    await tx.recipient.updateMany({
      where: { shopId, campaignId: { in: ids }, status: { in: ['frozen', 'coded'] } },
      data: { reason: UNINSTALLED, retryAt: null },
    })
  })
}

/**
 * Goes on with them once the shop is installed again and its whole history has come: who has withdrawn permission
 * meanwhile is known by then. Those whose codes have expired end as such.
 */
export async function resume(db: Database, fact: FactOf<'history-imported'>): Promise<void> {
  if (!(await isComplete(db, fact))) return
  const { shopId } = fact
  await db.$transaction(async (tx) => {
    const held = await tx.campaign.findMany({
      where: { shopId, problem: UNINSTALLED },
      select: { id: true, status: true, plannedAt: true },
    })
    const ids = held.map(({ id }) => id)
    await tx.campaign.updateMany({ where: { shopId, id: { in: ids } }, data: { problem: null } })
    await tx.recipient.updateMany({
      where: { shopId, campaignId: { in: ids }, reason: UNINSTALLED },
      data: { reason: null },
    })
    for (const { id, status, plannedAt } of held) {
      const { kind, key } = nextStep(id, status)
      await recordFact(
        tx,
        { kind, shopId, campaignId: id as CampaignId },
        { key, ...(plannedAt !== null && { at: plannedAt }) },
      )
    }
  })
}

function nextStep(id: string, status: string) {
  if (status === 'scheduled') return { kind: 'campaign-planned', key: beginJobOf(id) } as const
  if (status === 'preparing') return { kind: 'campaign-released', key: `campaign-release-${id}` } as const
  return { kind: 'campaign-mail-due', key: mailJobOf(id) } as const
}
