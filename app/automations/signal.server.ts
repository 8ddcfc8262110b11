import type { AutomationId, CustomerId, ShopId } from '../kernel/index.ts'
import { Prisma, recordFact, type Transaction } from '../platform/index.server.ts'
import type { TriggerKind } from './definition.ts'
import type { Subject } from './subject.ts'

/** What happened to somebody; the same occasion never begins an automation twice for the same person. */
export type Signal = { customerId: CustomerId; occasion: string; subject: Subject; happenedAt: Date }

/** Notes what happened to some people. It is looked at once the caller has committed. */
export async function signal(tx: Transaction, shopId: ShopId, trigger: TriggerKind, signals: Signal[]): Promise<void> {
  if (signals.length === 0) return
  const given = signals.map(({ customerId, occasion, subject, happenedAt }) => ({
    ...{ customer_id: String(customerId), occasion, subject, happened_at: happenedAt.toISOString() },
  }))
  const rows = Prisma.sql`
    select customer_id, occasion, subject, happened_at
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
        as t (customer_id bigint, occasion text, subject jsonb, happened_at timestamptz)`
  await signalEach(tx, shopId, { trigger, automationId: null }, rows)
}

/**
 * Notes something for everybody whom a query of customer_id, occasion, subject and happened_at finds.
 * @returns for how many
 */
export async function signalEach(
  tx: Transaction,
  shopId: ShopId,
  { trigger, automationId }: { trigger: TriggerKind; automationId: AutomationId | null },
  rows: Prisma.Sql,
): Promise<number> {
  const count = await tx.$executeRaw`
    insert into automation_signal (shop_id, trigger, automation_id, customer_id, occasion, subject, happened_at)
    select ${shopId}, ${trigger}, ${automationId}::uuid, customer_id, occasion, subject, happened_at from (${rows}) happened`
  if (count > 0) await lookSoon(tx, shopId)
  return count
}

/** One look waits at most; it takes all that is there. */
export async function lookSoon(tx: Transaction, shopId: ShopId): Promise<void> {
  await recordFact(tx, { kind: 'automation-signalled', shopId }, { key: `automation-signals-${String(shopId)}` })
}
