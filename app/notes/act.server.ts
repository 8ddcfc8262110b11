import type { CustomerId, Shop } from '../kernel/index.ts'
import type { Database } from '../platform/index.server.ts'
import type { Acted } from './acted.ts'
import { nameColleague } from './colleagues.server.ts'
import { deleteNote, editNote, pinNote, writeNote } from './write-note.server.ts'
import { addTask, deleteTask, settleTask } from './write-task.server.ts'

/** Who does it: Shopify's number of the person. */
type Doing = { customerId: CustomerId; person: string; form: FormData }

/** Does what a form of the notes' or the tasks' card asks. */
export async function act(db: Database, shop: Shop, { customerId, person, form }: Doing, now: Date): Promise<Acted> {
  const text = (name: string) => textOf(form, name)
  const key = { customerId, id: text('id') }
  switch (text('intent')) {
    case 'name-me':
      return { outcome: (await nameColleague(db, shop, person, text('name'))) ? 'saved' : 'invalid' }
    case 'write-note':
      return writeNote(db, shop, key, { body: text('body'), author: person }, now)
    case 'edit-note':
      return editNote(db, shop, key, { body: text('body'), editor: person }, now)
    case 'pin-note':
      return pinNote(db, shop, key, text('pinned') === 'yes')
    case 'delete-note':
      return deleteNote(db, shop, key, now)
    case 'restore-note':
      return deleteNote(db, shop, key, null)
    case 'add-task': {
      const task = { title: text('title'), dueDay: text('dueDay'), assignee: text('assignee') }
      return addTask(db, shop, key, { ...task, author: person }, now)
    }
    case 'do-task':
      return settleTask(db, shop, key, person, now)
    case 'undo-task':
      return settleTask(db, shop, key, null, now)
    case 'delete-task':
      return deleteTask(db, shop, key, now)
    case 'restore-task':
      return deleteTask(db, shop, key, null)
    default:
      return { outcome: 'unknown' }
  }
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}
