import type { AutomationId, CustomerId, ShopId } from '../kernel/index.ts'
import { type Prisma, recordFact, type Transaction } from '../platform/index.server.ts'
import type { TriggerKind } from './definition.ts'
import type { Subject } from './subject.ts'

/** Something that happened to somebody; the same occasion never begins an automation twice for the same person. */
export type Noted = {
  trigger: TriggerKind
  /** Null: for every automation that begins with it. */
  automationId: string | null
  customerId: CustomerId
  occasion: string
  subject: Subject
  happenedAt: Date
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
