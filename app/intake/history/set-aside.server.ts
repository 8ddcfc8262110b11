import type { Database, Queryable, Transaction } from '../../platform/index.server.ts'
import type { Unread } from './group-export.ts'
import type { Step } from './import-steps.server.ts'

type Whose = Pick<Step, 'shopId' | 'importId' | 'kind'>

/** Keeps what of a step's export could not be read or held; told twice, it is kept once. */
export async function setAside(tx: Transaction, whose: Whose, unread: Unread[]): Promise<void> {
  if (unread.length === 0) return
  const { shopId, importId, kind } = whose
  await tx.setAside.createMany({
    data: unread.map(({ id: subjectId, reason }) => ({ shopId, importId, kind, subjectId, reason })),
    skipDuplicates: true,
  })
}

/** Which of these parents were set aside, so that their children have no place either. */
export async function asideAmong(tx: Transaction, whose: Whose, gids: string[]): Promise<Set<string>> {
  const { shopId, importId, kind } = whose
  const rows = await tx.setAside.findMany({ where: { shopId, importId, kind, subjectId: { in: gids } } })
  return new Set(rows.map(({ subjectId }) => subjectId))
}

/** Forgets what an earlier export of the step could not tell; the next one may. */
export async function forgetAside(db: Database, { shopId, importId, kind }: Whose): Promise<void> {
  await db.setAside.deleteMany({ where: { shopId, importId, kind } })
}

const NAMED = 5

/** What is missing of a step, in words: how many objects, and of the first the reasons. null where nothing is. */
export async function asideProblem(db: Queryable, { shopId, importId, kind }: Whose): Promise<string | null> {
  const where = { shopId, importId, kind }
  const count = await db.setAside.count({ where })
  if (count === 0) return null
  const first = await db.setAside.findMany({ where, orderBy: { subjectId: 'asc' }, take: NAMED })
  const named = first.map(({ subjectId, reason }) => `${subjectId}: ${reason}`).join('; ')
  return `${String(count)} ${count === 1 ? 'object' : 'objects'} could not be read: ${named}`.slice(0, 1000)
}
