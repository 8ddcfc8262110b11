import type { Database } from '../platform/index.server.ts'

const DAY = 86_400_000

/** Removes for good what was deleted more than a day ago, in every shop. */
export async function purge(db: Database, now: Date): Promise<void> {
  const where = { deletedAt: { lt: new Date(now.getTime() - DAY) } }
  await db.customerNote.deleteMany({ where })
  await db.customerTask.deleteMany({ where })
}
