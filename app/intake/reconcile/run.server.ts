import { randomUUID } from 'node:crypto'
import type { Shop } from '../../kernel/index.ts'
import type { Database, Queryable } from '../../platform/index.server.ts'
import type { Scope } from './due.ts'
import type { NotedRepair } from './checked-kinds.ts'
import type { SubjectName } from './subjects/subject.server.ts'

/** One comparison under way; `reached` says of each subject up to when changes are compared already. */
export type Run = {
  shop: Shop
  id: string
  scope: Scope
  reached: Partial<Record<SubjectName, string>>
  /** What could not be read, each with its gid and the reason. */
  skipped: string[]
}

/** Begins a comparison, or goes on with one that broke off after `since`. */
export async function beginRun(db: Database, shop: Shop, scope: Scope, since: Date, now: Date): Promise<Run> {
  const open = await db.reconciliation.findFirst({
    where: { shopId: shop.id, kind: scope, finishedAt: null, startedAt: { gte: since } },
    orderBy: { startedAt: 'desc' },
  })
  if (open !== null) return { shop, id: open.id, scope, reached: open.reached as Run['reached'], skipped: [] }
  const id = randomUUID()
  await db.reconciliation.create({ data: { shopId: shop.id, id, kind: scope, startedAt: now } })
  return { shop, id, scope, reached: {}, skipped: [] }
}

/** Up to when the last finished comparison of changes has seen everything; null before the first. */
export async function lastCompleteTo(db: Queryable, shop: Shop): Promise<Date | null> {
  const last = await db.reconciliation.findFirst({
    where: { shopId: shop.id, kind: 'recent', finishedAt: { not: null }, completeTo: { not: null } },
    orderBy: { completeTo: 'desc' },
  })
  return last?.completeTo ?? null
}

/** Notes up to when a subject's changes are compared, and how many more were. A run that breaks off goes on from there. */
export async function noteProgress(
  db: Queryable,
  { shop, id }: Run,
  subject: SubjectName,
  reached: Date,
  compared: number,
): Promise<void> {
  await db.$executeRaw`
    update reconciliation set compared = compared + ${compared}, reached = reached || ${JSON.stringify({ [subject]: reached })}::jsonb
     where shop_id = ${shop.id} and id = ${id}::uuid`
}

/** Writes down what was put right. */
export async function noteRepairs(
  db: Queryable,
  { shop, id }: Run,
  repairs: NotedRepair[],
  repairedAt: Date,
): Promise<void> {
  await db.repair.createMany({
    data: repairs.map((repair) => ({ ...repair, shopId: shop.id, reconciliationId: id, repairedAt })),
    skipDuplicates: true,
  })
}

type End = { completeTo?: Date; compared?: number; problem: string | null }

export async function finishRun(db: Queryable, { shop, id }: Run, end: End, finishedAt: Date): Promise<void> {
  await db.reconciliation.update({ where: { shopId_id: { shopId: shop.id, id } }, data: { ...end, finishedAt } })
}

export async function noteProblem(db: Queryable, { shop, id }: Run, problem: string): Promise<void> {
  await db.reconciliation.update({ where: { shopId_id: { shopId: shop.id, id } }, data: { problem } })
}
