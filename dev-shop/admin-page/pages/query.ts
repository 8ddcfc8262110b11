import type { Request } from 'express'

/** What a list page is asked for: search words and a place to go on from. */
export type ListQuery = { words: string; place: { after?: string | undefined; before?: string | undefined } }

export function listQuery(request: Request): ListQuery {
  const text = (name: string) => (typeof request.query[name] === 'string' ? request.query[name] : undefined)
  return { words: (text('q') ?? '').trim(), place: { after: text('after'), before: text('before') } }
}

/** A pattern for `like` that matches texts containing the words literally; escape character is \. */
export function containing(words: string): string {
  return `%${words.replace(/[\\%_]/g, '\\$&')}%`
}
