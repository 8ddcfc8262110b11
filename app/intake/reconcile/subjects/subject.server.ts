import type { Id, Shop } from '../../../kernel/index.ts'
import type { Recorded, Subject as SubjectName } from '../../../ledger/index.server.ts'
import type { Transaction } from '../../../platform/index.server.ts'
import type { RecordConsent } from '../../parts.server.ts'
import type { NotedRepair } from '../checked-kinds.ts'

export type { SubjectName }

/** A thing as the Admin API tells it, with all its children. */
export type Told = { node: unknown; children: unknown[] }

export type Version = { id: Id<string>; updatedAt: Date; fingerprint: string; parts: number }

export type Writing = { tx: Transaction; shop: Shop; toldAt: Date; recordConsent: RecordConsent }

/** One kind of thing that can be compared with the shop: how it is asked, and how the ledger writes it. */
export type Subject = {
  name: SubjectName
  /** Shopify's names. */
  type: string
  one: string
  list: string
  count: string
  fields: string
  /** How many at a time, so that a page with its children costs at most 1000 points. */
  pageSize: number
  children: { connection: string; fields: string; pageSize: number; furtherPageSize: number } | null
  /** The filter of the list for the moment of creation, which counts call created_at; null where there is none. */
  createdFilter: string | null
  /** @throws MalformedBody naming the field */
  versionOf(told: Told, shop: Shop, toldAt: Date): Version
  record(writing: Writing, told: Told[]): Promise<Recorded>
  /** What has no version of its own, and so is told again with everything that is seen. */
  recordBeside?(writing: Writing, told: Told[]): Promise<NotedRepair[]>
  remove(tx: Transaction, shop: Shop, id: Id<string>, at: Date): Promise<Recorded>
}
