import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '../../../../app/platform/index.server.ts'

/** Waits until the queue holds no job any more, not even one that a dead worker still has. */
export async function untilIdle(db: Database): Promise<void> {
  for (;;) {
    const [left] = await db.$queryRaw<
      { jobs: number }[]
    >`select count(*)::int as jobs from graphile_worker._private_jobs`
    if (left?.jobs === 0) return
    await pause(100)
  }
}
