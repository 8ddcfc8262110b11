import type { AutomationId, CustomerId, Shop } from '../kernel/index.ts'
import type { Queryable, Transaction } from '../platform/index.server.ts'
import type { Definition } from './definition.ts'
import { next } from './next.ts'
import type { Subject } from './subject.ts'

/** One person on one version, held by the caller's transaction. */
export type Run = {
  id: string
  automationId: AutomationId
  name: string
  live: boolean
  definition: Definition
  customerId: CustomerId
  subject: Subject
  step: string
  position: number
  startedAt: Date
}

/** Takes a run for this transaction; null where another worker has it, or where it has ended. */
export async function takeRun(tx: Transaction, shop: Shop, id: string): Promise<Run | null> {
  const [run] = await tx.$queryRaw<Run[]>`
    select r.id, r.automation_id as "automationId", a.name, a.live_since is not null as live, v.definition,
           r.customer_id as "customerId", r.subject, r.step, r.position, r.started_at as "startedAt"
      from automation_run r
      join automation a on a.shop_id = r.shop_id and a.id = r.automation_id
      join automation_version v on v.shop_id = r.shop_id and v.automation_id = r.automation_id and v.version = r.version
     where r.shop_id = ${shop.id} and r.id = ${id}::uuid and r.status = 'active'
       for update of r skip locked`
  return run ?? null
}

export type EndReason = 'finished' | 'purchased' | 'switched-off' | 'merged' | 'gone'

/** Ends it. The row stays: it is the person's path, and keeps the same occasion from beginning again. */
export async function endRun(
  tx: Queryable,
  shop: Pick<Shop, 'id'>,
  id: string,
  reason: EndReason,
  now: Date,
): Promise<void> {
  await tx.automationRun.updateMany({
    where: { shopId: shop.id, id, status: 'active' },
    data: { status: 'ended', reason, wakeAt: null, endedAt: now },
  })
}

export type Outcome = { outcome: string; detail?: string | null; campaignId?: string }

/** Notes what a step has come to and moves on; the mark of the step is its position. */
export async function passStep(
  tx: Transaction,
  shop: Shop,
  run: Run,
  { outcome, detail }: Outcome,
  now: Date,
): Promise<void> {
  await tx.$executeRaw`
    insert into automation_step_log (shop_id, run_id, position, customer_id, step, kind, claimed_at, outcome, detail, settled_at)
    values (${shop.id}, ${run.id}::uuid, ${run.position}, ${run.customerId}, ${run.step}, ${kindOf(run)}, ${now}, ${outcome},
            ${detail ?? null}, ${now})
    on conflict (shop_id, run_id, position) do update
      set outcome = excluded.outcome, detail = excluded.detail, settled_at = excluded.settled_at`
  const to = next(run.definition, run.step, outcome)
  if (to === null) return endRun(tx, shop, run.id, 'finished', now)
  await tx.automationRun.updateMany({
    where: { shopId: shop.id, id: run.id },
    data: { step: to.id, position: run.position + 1, wakeAt: now },
  })
}

/** Notes that a step begins, before it has any effect. False where it was begun before. */
export async function claimStep(
  tx: Transaction,
  shop: Shop,
  run: Run,
  now: Date,
  campaignId: string | null = null,
): Promise<boolean> {
  const claimed = await tx.$executeRaw`
    insert into automation_step_log (shop_id, run_id, position, customer_id, step, kind, claimed_at, campaign_id)
    values (${shop.id}, ${run.id}::uuid, ${run.position}, ${run.customerId}, ${run.step}, ${kindOf(run)}, ${now},
            ${campaignId}::uuid)
    on conflict do nothing`
  return claimed > 0
}

/** Not to be looked at before; null: something else wakes it. */
export async function sleep(tx: Transaction, shop: Shop, run: Run, until: Date | null): Promise<void> {
  await tx.automationRun.updateMany({ where: { shopId: shop.id, id: run.id }, data: { wakeAt: until } })
}

function kindOf({ definition, step }: Run): string {
  return definition.steps.find(({ id }) => id === step)?.kind ?? 'end'
}
