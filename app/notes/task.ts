export const LONGEST_TITLE = 200

/** A task as a page shows it; days are days in the shop's time zone, times ISO 8601. */
export type TaskView = {
  id: string
  title: string
  dueDay: string | null
  overdue: boolean
  /** Null where nobody has it, or who has it never said how they are called. */
  assignee: string | null
  author: string | null
  at: string
  doer: string | null
  doneAt: string | null
  /** Deleted a moment ago: it can be brought back. */
  deleted: boolean
}

export type TaskDraft = { title: string; dueDay: string | null; assignee: string | null }

/** What a form says of a new task; null where the title is missing or too long, or the day is none. */
export function readTask(given: { title: string; dueDay: string; assignee: string }): TaskDraft | null {
  const title = given.title.replaceAll(/\s+/g, ' ').trim()
  if (title === '' || title.length > LONGEST_TITLE) return null
  if (given.dueDay !== '' && !isDay(given.dueDay)) return null
  return { title, dueDay: given.dueDay || null, assignee: given.assignee || null }
}

/** A task is overdue on the day after the one it was due. */
export function isOverdue({ dueDay, doneAt }: { dueDay: string | null; doneAt: Date | null }, today: string): boolean {
  return doneAt === null && dueDay !== null && dueDay < today
}

function isDay(text: string): boolean {
  const moment = new Date(`${text}T12:00:00Z`)
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text)
}
