import { createHash } from 'node:crypto'
import pg from 'pg'

const MOST_PREPARED = 300
const names = new Map<string, string>()

/**
 * A connection on which PostgreSQL parses and plans a statement once instead of at every call: each text that comes with
 * values is prepared under a name of its own. Texts beyond the first few hundred (lists of varying length) stay unnamed,
 * because a connection keeps what it has prepared as long as it lives.
 */
export class PreparingClient extends pg.Client {
  // pg's overloads cannot be written as one signature; everything but the name passes through.
  override query = ((given: unknown, ...rest: unknown[]) =>
    (super.query as (...all: unknown[]) => unknown)(
      isNameable(given) ? { ...given, name: nameOf(given.text) } : given,
      ...rest,
    )) as pg.Client['query']
}

type Nameable = { text: string; values: unknown[] }

function isNameable(given: unknown): given is Nameable {
  if (typeof given !== 'object' || given === null || 'name' in given || !('text' in given)) return false
  return 'values' in given && Array.isArray(given.values) && given.values.length > 0
}

function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= MOST_PREPARED) return known
  const name = createHash('sha1').update(text).digest('base64url')
  names.set(text, name)
  return name
}
