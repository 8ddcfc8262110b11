import type { Transaction } from './database.server.ts'

/**
 * For a transaction in which every statement finds a few rows by their keys: PostgreSQL plans each once a connection
 * instead of at every call, which costs more than running it. Planned once must mean planned by index, because a plan
 * made while a table was small is kept for a while when it has grown.
 */
export async function planOnce(tx: Transaction): Promise<void> {
  await tx.$executeRaw`
    select set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)`
}
