import type { SQLInputValue, StatementSync } from 'node:sqlite'
import type { ShopState } from './open.ts'

const statements = new WeakMap<ShopState, Map<string, StatementSync>>()

/** All rows of a query; the caller names their columns, which the strict tables guarantee. */
export function all<Row>(state: ShopState, sql: string, ...parameters: SQLInputValue[]): Row[] {
  return statement(state, sql).all(...parameters) as Row[]
}

/** The first row of a query, or undefined. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as in `all`, the caller names the columns
export function first<Row>(state: ShopState, sql: string, ...parameters: SQLInputValue[]): Row | undefined {
  return statement(state, sql).get(...parameters) as Row | undefined
}

/** Runs a statement and returns how many rows it changed. */
export function run(state: ShopState, sql: string, ...parameters: SQLInputValue[]): number {
  return Number(statement(state, sql).run(...parameters).changes)
}

// Preparing costs more than running a keyed query, and the same few dozen texts come again and again.
function statement(state: ShopState, sql: string): StatementSync {
  let known = statements.get(state)
  if (known === undefined) statements.set(state, (known = new Map<string, StatementSync>()))
  let prepared = known.get(sql)
  if (prepared === undefined) {
    if (known.size > 1000) known.clear()
    known.set(sql, (prepared = state.prepare(sql)))
  }
  return prepared
}
