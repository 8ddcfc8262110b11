import type pg from 'pg'
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
  if (fact.kind === 'segment-push-due') return `segment-pushes-${String(fact.shopId)}`
  if (fact.kind === 'segments-due' || fact.kind === 'segment-changed') return `segments-${String(fact.shopId)}`
  return null
}

type Connections = Pick<pg.Pool, 'query'>
type Columns<Kind extends FactKind> = Record<Exclude<keyof FactOf<Kind>, 'kind'>, string>

/**
 * The end of an SQL statement that records one fact for each row of `rows`, a table that the statement has just written,
 * without telling the workers: they look every second by themselves, and wakeWorkers tells them at once. For what commits
 * thousands of times a second, because PostgreSQL lets transactions that notify commit only one after the other, each
 * with a flush of its own. `columns` says which SQL yields the fact's fields; a bigint is written `'#' || column`, as
 * toPayload does. knowKind must have been called for the kind.
 */
export function recordEachQuietlySql<Kind extends FactKind>(kind: Kind, columns: Columns<Kind>, rows: string): string {
  const fields = Object.entries<string>(columns).map(([name, column]) => `'${name}', ${column}`)
  return `
    insert into graphile_worker._private_jobs (task_id, payload, max_attempts)
    select (select id from graphile_worker._private_tasks where identifier = '${kind}'),
           json_build_object('kind', '${kind}', ${fields.join()}), ${String(MAX_ATTEMPTS)}
      from ${rows}`
}

/** Makes the queue know a kind of fact, which it otherwise learns with the first one. */
export async function knowKind(connections: Connections, kind: FactKind): Promise<void> {
  await connections.query(
    'insert into graphile_worker._private_tasks (identifier) values ($1) on conflict do nothing',
    [kind],
  )
}

/** Tells the workers that `count` facts were recorded quietly. A transaction that only notifies does not wait for the disk. */
export async function wakeWorkers(connections: Connections, count: number): Promise<void> {
  await connections.query(`select pg_notify('jobs:insert', json_build_object('r', random(), 'count', $1::int)::text)`, [
    count,
  ])
}
