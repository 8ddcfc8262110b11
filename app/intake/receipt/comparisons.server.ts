import type { Shop } from '../../kernel/index.ts'
import type { Queryable } from '../../platform/index.server.ts'

/** One comparison of the ledger with the shop; moments are ISO 8601. */
export type ComparisonView = {
  kind: 'recent' | 'daily'
  startedAt: string
  finishedAt: string | null
  compared: number
  repaired: number
  problem: string | null
}

/** The last comparison of each kind. */
export async function lastComparisons(db: Queryable, shop: Pick<Shop, 'id'>): Promise<ComparisonView[]> {
  const rows = await db.$queryRaw<Found[]>`
    select distinct on (r.kind) r.kind, r.started_at as "startedAt", r.finished_at as "finishedAt", r.compared, r.problem,
           (select count(*) from repair p where p.shop_id = r.shop_id and p.reconciliation_id = r.id) as repaired
      from reconciliation r where r.shop_id = ${shop.id} order by r.kind desc, r.started_at desc`
  return rows.map(({ startedAt, finishedAt, repaired, ...row }) => ({
    ...row,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    repaired: Number(repaired),
  }))
}

type Found = Omit<ComparisonView, 'startedAt' | 'finishedAt' | 'repaired'> & {
  startedAt: Date
  finishedAt: Date | null
  repaired: bigint
}
