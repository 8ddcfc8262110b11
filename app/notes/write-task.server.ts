import { z } from 'zod'
import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Database, Queryable } from '../platform/index.server.ts'
import type { Acted } from './acted.ts'
import { isLiving } from './customer.server.ts'
import { readTask } from './task.ts'

export type TaskKey = { customerId: CustomerId; id: string }

/** Notes a task. The form's `id` becomes the task's: sent a second time it changes nothing. */
export async function addTask(
  db: Queryable,
  shop: Shop,
  { customerId, id }: TaskKey,
  { author, ...given }: { title: string; dueDay: string; assignee: string; author: string },
  now: Date,
): Promise<Acted> {
  const task = readTask(given)
  if (task === null) return { outcome: 'invalid' }
  if (!z.uuid().safeParse(id).success || !(await isLiving(db, shop, customerId))) return { outcome: 'unknown' }
  const data = { shopId: shop.id, id, customerId, ...task, author, createdAt: now }
  await db.customerTask.createMany({ data, skipDuplicates: true })
  return { outcome: 'saved' }
}

/** Ticks a task off; without a doer it is open again. */
export const settleTask = (db: Database, shop: Shop, key: TaskKey, doer: string | null, now: Date) =>
  change(db, shop, key, { doer, doneAt: doer === null ? null : now })

/** Takes a task away; null as the moment brings it back. */
export const deleteTask = (db: Database, shop: Shop, key: TaskKey, deletedAt: Date | null) =>
  change(db, shop, key, { deletedAt })

async function change(
  db: Database,
  shop: Shop,
  { customerId, id }: TaskKey,
  data: { doer?: string | null; doneAt?: Date | null; deletedAt?: Date | null },
): Promise<Acted> {
  if (!z.uuid().safeParse(id).success) return { outcome: 'unknown' }
  const { count } = await db.customerTask.updateMany({ where: { shopId: shop.id, id, customerId }, data })
  return { outcome: count === 0 ? 'unknown' : 'saved' }
}
