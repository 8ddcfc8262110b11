import { fateOfSingleMail } from '../campaigns/index.server.ts'
import type { CampaignId, FactOf, ShopId } from '../kernel/index.ts'
import { toShop, type Database } from '../platform/index.server.ts'
import { passStep, takeRun } from './run.server.ts'
import { wakeRuns } from './wake.server.ts'

/** What became of a mail is the outcome of its step. Called after each thing that may have settled it. */
export async function followMail(
  db: Database,
  { shopId, campaignId }: { shopId: ShopId; campaignId: CampaignId },
  now: Date,
): Promise<void> {
  const log = await db.automationStepLog.findFirst({ where: { shopId, campaignId, outcome: null } })
  if (log === null) return
  const fate = await fateOfSingleMail(db, { id: shopId }, campaignId)
  if (fate.state === 'pending') return
  const shop = toShop(await db.shop.findUniqueOrThrow({ where: { id: shopId } }))
  const outcome = { outcome: fate.state, detail: fate.reason }
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`select id from automation_run where shop_id = ${shopId} and id = ${log.runId}::uuid for update`
    const run = await takeRun(tx, shop, log.runId)
    if (run?.position === log.position) {
      await passStep(tx, shop, run, outcome, now)
      await wakeRuns(tx, shopId)
      return
    }
    await tx.automationStepLog.updateMany({
      where: { shopId, runId: log.runId, position: log.position },
      data: { ...outcome, settledAt: now },
    })
  })
}

/** Who was merged into somebody else is written to no more; the other's own way goes on. */
export async function followMerge(db: Database, fact: FactOf<'customers-merged'>, now: Date): Promise<void> {
  await db.automationRun.updateMany({
    where: { shopId: fact.shopId, customerId: fact.customerId, status: 'active' },
    data: { status: 'ended', reason: 'merged', wakeAt: null, endedAt: now },
  })
}
