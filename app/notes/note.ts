export const LONGEST_NOTE = 5_000

/** A note as a page shows it; names are null for who never said how they are called. Times are ISO 8601. */
export type NoteView = {
  id: string
  body: string
  pinned: boolean
  author: string | null
  at: string
  editor: string | null
  editedAt: string | null
  /** Deleted a moment ago: it can be brought back. */
  deleted: boolean
}

/** Line ends as one letter, no blanks around; null where nothing is left or it is too long. */
export function readBody(given: string): string | null {
  const body = given.replace(/\r\n?/g, '\n').trim()
  return body === '' || body.length > LONGEST_NOTE ? null : body
}
