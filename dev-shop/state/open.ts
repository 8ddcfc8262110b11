import { mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export type ShopState = DatabaseSync

const schema = readFileSync(new URL('./schema.sql', import.meta.url), 'utf8')
const FIRST_ID = 9_100_000_000_000_000n

/**
 * Opens the dev shop's memory, creating it where there is none.
 * @param path a file, or ':memory:' for a shop that lasts as long as the process
 */
export function openState(path: string): ShopState {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
  const state = new DatabaseSync(path)
  state.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma foreign_keys = on')
  state.exec(schema)
  return state
}

/** Runs `work` in one transaction; an error undoes all of it. Inside another one it is part of that. */
export function inTransaction<T>(state: ShopState, work: () => T): T {
  if (state.isTransaction) return work()
  state.exec('begin immediate')
  try {
    const result = work()
    state.exec('commit')
    return result
  } catch (error) {
    state.exec('rollback')
    throw error
  }
}

/** Reserves `count` ids and returns them in ascending order, each above 2^53 as in a large real shop. */
export function takeIds(state: ShopState, count: number): string[] {
  const next = BigInt(readMeta(state, 'next_id') ?? FIRST_ID)
  writeMeta(state, 'next_id', String(next + BigInt(count)))
  return Array.from({ length: count }, (_, i) => String(next + BigInt(i)))
}

export function takeId(state: ShopState): string {
  const [id] = takeIds(state, 1)
  if (id === undefined) throw new Error('takeIds(1) returned nothing')
  return id
}

export function readMeta(state: ShopState, key: string): string | undefined {
  const row = state.prepare('select value from meta where key = ?').get(key)
  return row === undefined ? undefined : String(row.value)
}

export function writeMeta(state: ShopState, key: string, value: string): void {
  state
    .prepare('insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value')
    .run(key, value)
}
