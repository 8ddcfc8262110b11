import type { FactOf, Shop } from '../kernel/index.ts'
import { installedShop, type Database, type Transaction } from '../platform/index.server.ts'
import type { AutomationParts } from './parts.server.ts'
import { endRun, takeRun, type EndReason, type Run } from './run.server.ts'
import { orderedSince } from './ordered.server.ts'
import { perform, type Afterwards } from './perform.server.ts'
import { stepOf } from './next.ts'
import { wakeRuns } from './wake.server.ts'

const LONGEST_LOOK = 20_000
const AT_ONCE = 100
// No definition is longer, and none goes round.
const MOST_STEPS = 60

/** Lets everybody who is due go on, and has the worker come back when the next one is. */
export async function advanceRuns(parts: AutomationParts, { shopId }: FactOf<'automation-due'>): Promise<void> {
  const { db, now } = parts
  const shop = await installedShop(db, { id: shopId })
  if (shop === null) return
  const until = now().getTime() + LONGEST_LOOK
  for (let due = await dueRuns(db, shop, now()); due.length > 0 && now().getTime() < until;) {
    for (const id of due) await advance(parts, shop, id)
    due = await dueRuns(db, shop, now())
  }
  await db.$transaction((tx) => wakeRuns(tx, shop.id))
}

async function dueRuns(db: Database, shop: Shop, now: Date): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select id from automation_run where shop_id = ${shop.id} and status = 'active' and wake_at <= ${now}
     order by wake_at limit ${AT_ONCE}`
  return rows.map(({ id }) => id)
}

/** One person's steps up to the next one that has to wait; what reaches outside happens after the claim is committed. */
async function advance(parts: AutomationParts, shop: Shop, id: string): Promise<void> {
  for (let steps = 0; steps < MOST_STEPS; steps += 1) {
    const afterwards = await parts.db.$transaction((tx) => oneStep(parts, { tx, shop, id }))
    if (afterwards === 'waits') return
    if (afterwards !== 'goes-on') await afterwards()
  }
}

type Here = { tx: Transaction; shop: Shop; id: string }

async function oneStep(parts: AutomationParts, { tx, shop, id }: Here): Promise<Afterwards> {
  const now = parts.now()
  const run = await takeRun(tx, shop, id)
  if (run === null) return 'waits'
  const reason = await endedBy(tx, shop, run)
  const step = stepOf(run.definition, run.step)
  if (reason !== null || step === null) {
    await endRun(tx, shop, run.id, reason ?? 'finished', now)
    return 'waits'
  }
  return perform(parts, { tx, shop, run, step })
}

async function endedBy(tx: Transaction, shop: Shop, run: Run): Promise<EndReason | null> {
  if (!run.live) return 'switched-off'
  const bought = run.definition.stopOnPurchase && (await orderedSince(tx, shop, run.customerId, run.startedAt))
  return bought ? 'purchased' : null
}
