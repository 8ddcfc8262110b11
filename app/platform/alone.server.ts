import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import { advisoryLocks } from './advisory-locks.ts'

/** Runs work of one name after another, in this process and in all others. Within such work, more of its name runs at once. */
export type Alone = <Result>(name: string, work: () => Promise<Result>) => Promise<Result>

/**
 * An advisory lock of PostgreSQL around each piece of work, on a connection of its own for just as long, so that nobody
 * who waits holds one of the pool. In this process those who wait queue up here and not at the database.
 */
export function openAlone(connectionString: string): Alone {
  const last = new Map<string, Promise<unknown>>()
  const within = new AsyncLocalStorage<Set<string>>()
  return async (name, work) => {
    // It would wait for itself: a log-in whose new token is refused at once forgets that token.
    if (within.getStore()?.has(name) === true) return work()
    const held = new Set([...(within.getStore() ?? []), name])
    const counted = () => within.run(held, work).finally(() => held.delete(name))
    const mine = (last.get(name) ?? Promise.resolve()).then(() => locked(connectionString, name, counted))
    const over = mine.catch(() => undefined)
    last.set(name, over)
    try {
      return await mine
    } finally {
      if (last.get(name) === over) last.delete(name)
    }
  }
}

async function locked<Result>(connectionString: string, name: string, work: () => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString, lock_timeout: 60_000 })
  // A connection that breaks meanwhile shows at the next query, and without a listener would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1, hashtext($2))', [advisoryLocks.alone, name])
    return await work()
  } finally {
    await client.end()
  }
}
