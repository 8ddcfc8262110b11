import type { ShopId } from '../kernel/index.ts'
import { recordFact, type Transaction } from '../platform/index.server.ts'

/**
 * Has the worker go on when the next person is due. Whoever changes when somebody is due calls it last in the
 * transaction: callers take turns, so that none replaces an earlier hour that it could not see by a later one.
 */
export async function wakeRuns(tx: Transaction, shopId: ShopId): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`automation runs ${String(shopId)}`}, 0))`
  const [due] = await tx.$queryRaw<{ at: Date | null }[]>`
    select min(wake_at) as at from automation_run where shop_id = ${shopId} and status = 'active'`
  if (due?.at == null) return
  await recordFact(tx, { kind: 'automation-due', shopId }, { at: due.at, key: `automation-runs-${String(shopId)}` })
}
