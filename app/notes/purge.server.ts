import { daysBefore } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'

/** Removes for good what was deleted more than a day ago, in every shop. */
export async function purge(db: Database, now: Date): Promise<void> {
  const where = { deletedAt: { lt: daysBefore(now, 1) } }
  await db.customerNote.deleteMany({ where })
  await db.customerTask.deleteMany({ where })
}
