import { dayIn, type CustomerId, type Shop } from '../kernel/index.ts'
import type { Queryable } from '../platform/index.server.ts'
import { listColleagues } from './colleagues.server.ts'
import type { ColleagueView } from './colleague.ts'
import type { NoteView } from './note.ts'
import { isOverdue, type TaskView } from './task.ts'

/** A customer's notes and tasks, and who may have tasks. The shop's whole staff sees the same. */
export type Notebook = { notes: NoteView[]; tasks: TaskView[]; colleagues: ColleagueView[] }

const MOST = 50
/** For how long what was deleted is shown as such, to be brought back, in milliseconds. */
const REGRET = 15 * 60_000

/** Pinned notes first, then the newest; open tasks by their due day, then the newest that are done. */
export async function readNotebook(db: Queryable, shop: Shop, customerId: CustomerId, now: Date): Promise<Notebook> {
  const regrettable = [{ deletedAt: null }, { deletedAt: { gt: new Date(now.getTime() - REGRET) } }]
  const where = { shopId: shop.id, customerId, OR: regrettable }
  const [notes, tasks, colleagues] = await Promise.all([
    db.customerNote.findMany({
      where,
      orderBy: [{ pinned: 'desc' }, { createdAt: 'desc' }, { id: 'asc' }],
      take: MOST,
    }),
    db.customerTask.findMany({
      where,
      orderBy: [
        { doneAt: { sort: 'desc', nulls: 'first' } },
        { dueDay: { sort: 'asc', nulls: 'last' } },
        { id: 'asc' },
      ],
      take: MOST,
    }),
    listColleagues(db, shop),
  ])
  const nameOf = (id: string | null) => colleagues.find((colleague) => colleague.id === id)?.name ?? null
  const today = dayIn(shop.timeZone, now)
  return {
    notes: notes.map(({ id, body, pinned, author, createdAt, editor, editedAt, deletedAt }) => ({
      ...{ id, body, pinned, author: nameOf(author), at: createdAt.toISOString() },
      ...{ editor: nameOf(editor), editedAt: editedAt?.toISOString() ?? null, deleted: deletedAt !== null },
    })),
    tasks: tasks.map((task) => ({
      ...{ id: task.id, title: task.title, dueDay: task.dueDay, overdue: isOverdue(task, today) },
      ...{ assignee: nameOf(task.assignee), author: nameOf(task.author), at: task.createdAt.toISOString() },
      ...{ doer: nameOf(task.doer), doneAt: task.doneAt?.toISOString() ?? null, deleted: task.deletedAt !== null },
    })),
    colleagues,
  }
}

/** How many tasks of customers are overdue today, and the one that waits longest. */
export async function overdueTasks(
  db: Queryable,
  shop: Shop,
  now: Date,
): Promise<{ count: number; first: { customerId: string; title: string } | null }> {
  const where = { shopId: shop.id, doneAt: null, deletedAt: null, dueDay: { lt: dayIn(shop.timeZone, now) } }
  const [count, first] = await Promise.all([
    db.customerTask.count({ where }),
    db.customerTask.findFirst({ where, orderBy: [{ dueDay: 'asc' }, { id: 'asc' }] }),
  ])
  return { count, first: first && { customerId: String(first.customerId), title: first.title } }
}
