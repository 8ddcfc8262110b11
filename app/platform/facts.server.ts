import { toPayload, type Fact } from '../kernel/index.ts'
import type { Queryable } from './database.server.ts'

type Timing = {
  /** Not before this moment. */
  at?: Date
  /** At most one waiting job has this key; a later one replaces it. */
  key?: string
}

/** After so many attempts a reaction is given up; its job stays in the queue and blocks no other. */
export const MAX_ATTEMPTS = 25

/** Records a fact in the caller's transaction: its reactions run once that is committed, and not at all if it is undone. */
export async function recordFact(db: Queryable, fact: Fact, { at, key }: Timing = {}): Promise<void> {
  const payload = JSON.stringify(toPayload(fact))
  const queue = fact.kind === 'import-continues' ? `shop-${String(fact.shopId)}` : null
  await db.$executeRaw`
    select graphile_worker.add_job(
      ${fact.kind}::text, ${payload}::json, ${queue}::text, ${at ?? null}::timestamptz,
      ${MAX_ATTEMPTS}::int, ${key ?? null}::text)`
}
