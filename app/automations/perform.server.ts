import type { Shop } from '../kernel/index.ts'
import { addTask } from '../notes/index.server.ts'
import type { Transaction } from '../platform/index.server.ts'
import { membersAmong } from '../segments/index.server.ts'
import type { Step } from './definition.ts'
import { mail } from './mail.server.ts'
import { orderedSince } from './ordered.server.ts'
import type { AutomationParts } from './parts.server.ts'
import { claimStep, passStep, sleep, type Outcome, type Run } from './run.server.ts'
import { armOf, taskIdOf } from './share.ts'
import { tag } from './tag.server.ts'
import { dayAfter } from './day-after.ts'

/** Whether the person goes on at once, waits, or something outside has to be done now that the claim is committed. */
export type Afterwards = 'goes-on' | 'waits' | (() => Promise<void>)

export type At<Kind extends Step = Step> = { tx: Transaction; shop: Shop; run: Run; step: Kind }

/** Does one step of a run that this transaction holds. */
export async function perform(parts: AutomationParts, at: At): Promise<Afterwards> {
  const { step } = at
  switch (step.kind) {
    case 'wait':
      return wait(parts, { ...at, step })
    case 'branch':
      return pass(parts, at, await branch(parts, { ...at, step }))
    case 'split':
      return pass(parts, at, { outcome: armOf(at.run.id, step.id, step.percent) })
    case 'mail':
      return mail(parts, { ...at, step })
    case 'tag':
      return tag(parts, { ...at, step })
    case 'task':
      return pass(parts, at, await task(parts, { ...at, step }))
  }
}

async function pass(parts: AutomationParts, { tx, shop, run }: At, outcome: Outcome): Promise<Afterwards> {
  await passStep(tx, shop, run, outcome, parts.now())
  return 'goes-on'
}

async function wait(parts: AutomationParts, at: At<Extract<Step, { kind: 'wait' }>>): Promise<Afterwards> {
  const { tx, shop, run, step } = at
  const now = parts.now()
  await claimStep(tx, shop, run, now)
  const { claimedAt } = await tx.automationStepLog.findUniqueOrThrow({
    where: { shopId_runId_position: { shopId: shop.id, runId: run.id, position: run.position } },
  })
  if (step.until === 'order' && (await orderedSince(tx, shop, run.customerId, run.startedAt)))
    return pass(parts, at, { outcome: 'happened' })
  const over = new Date(claimedAt.getTime() + step.hours * 3_600_000)
  if (over <= now) return pass(parts, at, { outcome: 'elapsed' })
  await sleep(tx, shop, run, over)
  return 'waits'
}

async function branch({ now }: AutomationParts, at: At<Extract<Step, { kind: 'branch' }>>): Promise<Outcome> {
  const { tx, shop, run, step } = at
  const asked = { query: step.query, customerIds: [run.customerId] }
  const members = await membersAmong(tx, shop, asked, now())
  if (members === null) return { outcome: 'no', detail: 'unanswerable' }
  return { outcome: members.has(run.customerId) ? 'yes' : 'no' }
}

async function task({ now }: AutomationParts, at: At<Extract<Step, { kind: 'task' }>>): Promise<Outcome> {
  const { tx, shop, run, step } = at
  const key = { customerId: run.customerId, id: taskIdOf(run.id, run.position) }
  const given = { title: step.title, dueDay: dayAfter(shop.timeZone, now(), step.dueDays), assignee: '', author: '' }
  const { outcome } = await addTask(tx, shop, key, given, now())
  return outcome === 'saved' ? { outcome: 'done' } : { outcome: 'failed', detail: outcome }
}
