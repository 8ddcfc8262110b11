import type { FieldRow, HeldField } from '../kernel/index.ts'
import { Counted, CountedKind } from './counted.ts'
import { mannersBy } from './order-manner.ts'
import { preferenceKinds } from './preference-kinds.ts'
import { priceBand } from './price-bands.ts'
import { PurchaseHistory, type Purchases } from './purchase-history.ts'
import { preferencesOf, type CustomerPreferences } from './strongest.ts'
import type { PreferenceLaw } from './value-index.ts'

/** One thing that happened, as customerRowsSql tells it; fields that a source does not use are empty. */
export const rowFields = {
  ...{ customer: 0, source: 1, order: 2, at: 3, product: 4, variant: 5, pieces: 6, minor: 7, price: 8 },
  ...{ wallSeconds: 9, one: 10, two: 11, flag: 12, paid: 13 },
} as const
const F = rowFields

export const sources = { line: 0, question: 1, view: 2, statement: 3 } as const

/** What the rows of one customer come to. */
export type FoldedCustomer = CustomerPreferences & { purchases: Purchases }

/** Folds rows, which must come customer by customer and order by order, into each customer's purchases and preferences. */
export class CustomerFold {
  readonly #law: PreferenceLaw
  readonly #emit: (done: FoldedCustomer) => void
  readonly #mannersOf: ReturnType<typeof mannersBy>
  readonly #counts: Counted[] = []
  readonly #kinds = preferenceKinds.map((kind) => new CountedKind(kind))
  readonly #bands = new Map<number, number>()
  readonly #customer = nothingHeld()
  readonly #order = nothingHeld()
  readonly #history = new PurchaseHistory()
  #begun = false
  #at = 0
  #isMannerCounted = false

  constructor(law: PreferenceLaw, emit: (done: FoldedCustomer) => void) {
    this.#law = law
    this.#emit = emit
    this.#mannersOf = mannersBy(law.index)
  }

  take(row: FieldRow): void {
    const before = this.#customer.text
    if (row.isNew(F.customer, this.#customer)) this.#finish(before)
    this.#begun = true
    switch (row.number(F.source)) {
      case sources.line:
        this.#takeLine(row)
        break
      case sources.question:
        for (const count of this.#interests(row, row.text(F.one))) count.asked(secondsOf(row))
        break
      case sources.view:
        for (const count of this.#interests(row, '')) count.viewed(secondsOf(row))
        break
      case sources.statement:
        this.#count(this.#law.index.of(row.text(F.one), row.text(F.two))).stance = row.number(F.flag)
    }
  }

  /** The last customer is complete. */
  end(): void {
    this.#finish(this.#customer.text)
  }

  #finish(customerId: string): void {
    if (!this.#begun) return
    this.#begun = false
    const purchases = this.#history.end()
    this.#emit({ ...preferencesOf(customerId, purchases.orders, this.#kinds), purchases })
    for (const group of this.#kinds) {
      for (const count of group.members) count.reset()
      group.members.length = 0
    }
    this.#order.length = -1
  }

  #takeLine(row: FieldRow): void {
    if (row.isNew(F.order, this.#order)) {
      this.#history.ordered(row.number(F.at), row.number(F.paid))
      this.#at = secondsOf(row)
      this.#isMannerCounted = false
    }
    const hasLine = !row.isEmpty(F.pieces)
    const pieces = row.number(F.pieces)
    if (hasLine && pieces <= 0) return
    if (!this.#isMannerCounted) this.#takeManner(row)
    if (!hasLine) return
    const { tags } = this.#law
    const minor = row.number(F.minor)
    for (const tag of row.lookUp(F.product, tags.products) ?? NONE) this.#bought(tag, pieces, minor)
    for (const tag of row.lookUp(F.variant, tags.variants) ?? NONE) this.#bought(tag, pieces, minor)
    const price = row.number(F.price)
    if (price > 0) this.#bought(this.#bandOf(price), pieces, minor)
  }

  #takeManner(row: FieldRow): void {
    this.#isMannerCounted = true
    const manner = { channel: row.text(F.one), locale: row.text(F.two), coded: row.number(F.flag) === 1 }
    const tags = this.#mannersOf({ ...manner, wallSeconds: row.number(F.wallSeconds) })
    for (const tag of tags) this.#bought(tag, 0, 0)
  }

  #bought(tag: number, pieces: number, minor: number): void {
    this.#count(tag).bought(this.#history.orders, pieces, minor, this.#at)
  }

  #bandOf(price: number): number {
    const known = this.#bands.get(price)
    if (known !== undefined) return known
    const tag = this.#law.index.of('price_band', priceBand(price, this.#law.priceCuts))
    this.#bands.set(price, tag)
    return tag
  }

  /** The type, collections and vendor of a product that she asked about or looked at, and the product itself. */
  #interests(row: FieldRow, type: string): Set<Counted> {
    const { index, tags } = this.#law
    const title = row.lookUp(F.product, tags.titles) ?? ''
    const found = (row.lookUp(F.product, tags.products) ?? NONE).filter(
      (tag) => type === '' || index.kinds[tag] !== 'product_type',
    )
    const own = type === '' ? [] : [index.of('product_type', type)]
    return new Set(
      [...own, ...found, ...(title === '' ? [] : [index.of('product', title)])].map((tag) => this.#count(tag)),
    )
  }

  #count(tag: number): Counted {
    const count = this.#counts[tag] ?? this.#newCount(tag)
    if (count.met) return count
    count.met = true
    count.group.members.push(count)
    return count
  }

  #newCount(tag: number): Counted {
    const { kinds, values, habits } = this.#law.index
    const group = this.#kinds.find(({ kind }) => kind === kinds[tag]) ?? new CountedKind(kinds[tag] ?? '')
    return (this.#counts[tag] = new Counted(group, values[tag] ?? '', habits[tag] ?? { orderShare: 0, moneyShare: 0 }))
  }
}

const NONE: readonly number[] = []

function secondsOf(row: FieldRow): number {
  return Math.floor(row.number(F.at) / 1000)
}

function nothingHeld(): HeldField {
  return { text: '', bytes: new Uint8Array(32), length: -1 }
}
