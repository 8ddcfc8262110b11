import type { Shop } from '../../kernel/index.ts'
import type { Transaction } from '../../platform/index.server.ts'
import type { RecordConsent } from '../parts.server.ts'
import type { FarChild } from './group-export.ts'

/** What an export is about: the shop, and when it began, which is the version of everything in it. */
export type Telling = { shop: Shop; toldAt: Date }

export type Writing = Telling & { tx: Transaction; recordConsent: RecordConsent }

/** One kind of history: what the bulk operation asks, how its objects become records, and how these are written. */
export type ImportKind<Row> = {
  /**
   * A bulk query: at most five connections, two deep, none inside a list, ids without an alias.
   * @param search Shopify's search syntax, or nothing for all
   */
  query(search: string): string
  read(node: unknown, telling: Telling): Row
  gidOf(row: Row): string
  adopt(parent: Row, child: unknown, telling: Telling): void
  record(writing: Writing, rows: Row[]): Promise<unknown>
  /** @returns how many parents are not known at all, which must not be */
  addFar(writing: Writing, children: FarChild[]): Promise<number>
}
