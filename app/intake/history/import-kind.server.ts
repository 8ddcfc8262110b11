import type { Shop } from '../../kernel/index.ts'
import type { Transaction } from '../../platform/index.server.ts'
import type { RecordConsent } from '../parts.server.ts'
import type { FarChild, Parent } from './group-export.ts'

export type Reading = {
  tx: Transaction
  shop: Shop
  /** When the export began: the version of everything in it. */
  toldAt: Date
  recordConsent: RecordConsent
}

/** One kind of history: what the bulk operation asks, and how its objects are written. */
export type ImportKind = {
  /** A bulk query: at most five connections, two deep, none inside a list, ids without an alias. */
  query: string
  record(reading: Reading, parents: Parent[]): Promise<void>
  /** @returns how many parents are not known at all, which must not be */
  addFar(reading: Reading, children: FarChild[]): Promise<number>
}
