import type { Shop } from '../../kernel/index.ts'
import type { Prisma } from '../../platform/index.server.ts'
import type { Comparison, Place } from '../language/syntax-tree.ts'

/** What a clause is read with: whose customers, at which moment, and beside which tables. */
export type Reading = {
  shop: Shop
  now: Date
  /** Holds where nothing but AND stands above the clause: then the customers can be narrowed down by it. */
  narrows: boolean
  /** Holds where one customer is asked about at a time, so that nothing may be read of all the others. */
  single: boolean
  /** The alias of the row of `customer` beside the profile `p`. */
  customer: () => Prisma.Sql
  /**
   * The alias of a table with at most one row for each customer_id, which is there once for equal keys.
   * @param key what it holds, in words that never come from a query alone
   */
  beside: (key: string, table: () => Prisma.Sql) => Prisma.Sql
  /** The condition that holds for members of another segment. */
  membersOf: (name: string, at: Place, narrows: boolean) => Prisma.Sql
  /** Who may get advertising e-mail, as a table that is there already. */
  reachable: Prisma.Sql | null
}

/** How a value is shown: amounts are minor units of the shop's currency, dates moments, days of the calendar. */
export type ValueKind = 'amount' | 'date' | 'day' | 'number' | 'text' | 'texts' | 'boolean'

/** One attribute: what a customer's value is, and when it compares well. Both read the profile `p`. */
export type AttributeReading = {
  kind: ValueKind
  value: (reading: Reading) => Prisma.Sql
  holds: (comparison: Comparison, reading: Reading) => Prisma.Sql
}

/** One kind of events; all parts may name the tables of `from`. */
export type Events = {
  /** One row for each event, or for each line of it. */
  from: (used: ReadonlySet<string>) => Prisma.Sql
  /** Which rows count, in this shop. */
  counting: (reading: Reading) => Prisma.Sql
  /** Whose event it is. */
  customer: Prisma.Sql
  /** Tells events apart, where several rows are one. */
  event: Prisma.Sql
  /** Conditions on a row. */
  parameters: Record<string, (comparison: Comparison, reading: Reading) => Prisma.Sql>
  /** What all rows of a customer come to together. */
  totals: Record<string, Total>
}

export type Total = { kind: 'number' | 'amount'; value: (reading: Reading) => Prisma.Sql }

export type Unanswerable = {
  outcome: 'unanswerable'
  /** notAvailable: no table holds it yet. */
  code: 'notAvailable' | 'unknownSegment' | 'segmentCycle' | 'tooManySegments'
  name: string
  at: Place
}

/** Thrown inside the compiling of a query; its front door answers with an outcome instead. */
export class CannotAnswer extends Error {
  readonly problem: Unanswerable
  constructor(code: Unanswerable['code'], name: string, at: Place) {
    super(`${code}: ${name}`)
    this.problem = { outcome: 'unanswerable', code, name, at }
  }
}
