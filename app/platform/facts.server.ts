import { toPayload, type Fact, type FactKind, type FactOf } from '../kernel/index.ts'
import type { Queryable } from './database.server.ts'

type Timing = {
  /** Not before this moment. */
  at?: Date
  /** At most one waiting job has this key; a later one replaces it. */
  key?: string
  /** Of facts that wait, those with a lower number come first; 0 unless told otherwise. */
  priority?: number
}

/** After so many attempts a reaction is given up; its job stays in the queue and blocks no other. */
export const MAX_ATTEMPTS = 25

/** The priority of what can wait: deliveries come first, for what they tell need not be found out another way. */
export const AFTER_DELIVERIES = 10

/** Records a fact in the caller's transaction: its reactions run once that is committed, and not at all if it is undone. */
export async function recordFact(db: Queryable, fact: Fact, { at, key, priority }: Timing = {}): Promise<void> {
  const payload = JSON.stringify(toPayload(fact))
  await db.$executeRaw`
    select graphile_worker.add_job(
      ${fact.kind}::text, ${payload}::json, ${queueOf(fact)}::text, ${at ?? null}::timestamptz,
      ${MAX_ATTEMPTS}::int, ${key ?? null}::text, ${priority ?? null}::int)`
}

/** What must not run at the same time stands in one queue. */
function queueOf(fact: Fact): string | null {
  if (fact.kind === 'import-continues') return `shop-${String(fact.shopId)}`
  if (fact.kind === 'reconciliation-due') return `reconciliation-${String(fact.shopId)}`
  return null
}

type Columns<Kind extends FactKind> = Record<Exclude<keyof FactOf<Kind>, 'kind'>, string>

/**
 * The end of an SQL statement that records one fact for each row of `rows`, a table that the statement has just written.
 * `columns` says which SQL yields the fact's fields; a bigint is written `'#' || column`, as toPayload does.
 */
export function recordEachSql<Kind extends FactKind>(kind: Kind, columns: Columns<Kind>, rows: string): string {
  const fields = Object.entries<string>(columns).map(([name, column]) => `'${name}', ${column}`)
  return `
    select count(*) from (
      select array_agg((
               '${kind}', json_build_object('kind', '${kind}', ${fields.join()}), null, null, ${String(MAX_ATTEMPTS)}, null, null, null
             )::graphile_worker.job_spec) as specs
        from ${rows} having count(*) > 0
    ) as told cross join lateral graphile_worker.add_jobs(told.specs)`
}
