import { setTimeout as pause } from 'node:timers/promises'
import type { Database, Transaction } from '../../app/platform/index.server.ts'

type Work = (tx: Transaction) => Promise<unknown>

/**
 * Two transactions on two connections: the second begins when the first has done its work, and the first commits when
 * the second is over or waits for it.
 */
export async function overlap(db: Database, first: Work, second: Work): Promise<void> {
  const timeout = { timeout: 60_000 }
  let later: Promise<unknown> = Promise.resolve()
  await db.$transaction(async (tx) => {
    await first(tx)
    later = db.$transaction(second, timeout)
    await Promise.race([later.catch(() => undefined), untilWaiting(db, 1)])
  }, timeout)
  await later
}

/** Returns as soon as that many connections to this database wait for a lock. A transaction would see the same number for ever. */
export async function untilWaiting(db: Database, count: number): Promise<void> {
  while ((await waiting(db)) < count) await pause(10)
}

async function waiting(db: Database): Promise<number> {
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`
  return row?.count ?? 0
}
