import type { Shop, ShopId } from '../../kernel/index.ts'
import { AFTER_DELIVERIES, recordFact, type Queryable } from '../../platform/index.server.ts'
import type { IntakeParts } from '../parts.server.ts'
import { dueAt, scopes, type Scope } from './due.ts'

type Parts = Pick<IntakeParts, 'db' | 'now'>

/** Records for every installed shop which comparisons are due within this hour; those missed during a stop are due once. */
export async function scheduleReconciliations({ db, now }: Parts): Promise<void> {
  const shops = await db.$queryRaw<{ id: ShopId; timeZone: string; recent: Date | null; daily: Date | null }[]>`
    select s.id, s.time_zone as "timeZone", last.recent, last.daily from shop s
     cross join lateral (
       select max(finished_at) filter (where kind = 'recent') as recent, max(finished_at) filter (where kind = 'daily') as daily
         from reconciliation where shop_id = s.id and started_at > now() - interval '3 days') as last
     where s.uninstalled_at is null order by s.id`
  for (const { id, timeZone, ...finished } of shops) {
    for (const scope of scopes) {
      const at = dueAt(scope, finished[scope], timeZone, now())
      if (at !== null) await recordDue(db, id, scope, at)
    }
  }
}

/** Compares a shop as soon as may be, changes and days: somebody wants to know. */
export async function reconcileNow({ db }: Parts, shop: Pick<Shop, 'id'>): Promise<void> {
  await db.$transaction(async (tx) => {
    for (const scope of scopes) await recordDue(tx, shop.id, scope)
  })
}

async function recordDue(db: Queryable, shopId: ShopId, scope: Scope, at?: Date): Promise<void> {
  const key = `reconciliation-${String(shopId)}-${scope}`
  const timing = at === undefined ? {} : { at, priority: AFTER_DELIVERIES }
  await recordFact(db, { kind: 'reconciliation-due', shopId, scope }, { key, ...timing })
}
