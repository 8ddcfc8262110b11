import type { StoredEvidence, StoredKind, StoredValue } from './evidence-row.ts'
import { HABITUAL, isManner } from './preference-kinds.ts'
import { mannerScore, preferenceScore } from './preference-score.ts'
import { priceBand } from './price-bands.ts'
import type { CatalogueTags, ValueIndex } from './value-index.ts'

/** One thing that happened, as preferenceRowsSql tells it; fields that a source does not use are empty. */
export type PreferenceRow = readonly string[]

export const rowFields = {
  ...{ customer: 0, source: 1, ref: 2, at: 3, product: 4, variant: 5, pieces: 6, minor: 7, price: 8 },
  ...{ weekday: 9, hour: 10, one: 11, two: 12, coded: 13 },
} as const
const F = rowFields

export type CustomerPreferences = { customerId: string; evidence: StoredEvidence; tokens: string[] }

/** Of product types, which offers are made of, and of the other kinds: the rest is counted in the totals and not kept. */
const TOP_TYPES = 5
const TOP = 3

/** What a shop's preferences are told by: its values with their habits, what its products are, and its price bands. */
export type PreferenceLaw = { index: ValueIndex; tags: CatalogueTags; priceCuts: readonly number[] }

/**
 * Folds rows, which must come customer by customer and order by order, into each customer's preferences. Of each kind
 * the strongest values are kept, and all that she asked about or somebody said something about.
 */
export class PreferenceFold {
  readonly #law: PreferenceLaw
  readonly #counts: Counted[] = []
  #touched: Counted[] = []
  #customer = ''
  #order = ''
  #orders = 0
  #mannerCounted = false
  readonly #manners = new Map<string, number[]>()

  constructor(law: PreferenceLaw) {
    this.#law = law
  }

  /** Takes the next row; answers with the customer before it, where she is complete. */
  take(row: PreferenceRow): CustomerPreferences | null {
    const customer = row[F.customer] ?? ''
    const done = customer === this.#customer ? null : this.end()
    this.#customer = customer
    const at = Number(row[F.at])
    switch (row[F.source]) {
      case 'o':
        this.#takeLine(row, at)
        break
      case 'q':
        for (const count of this.#interests(row, row[F.one] ?? '')) {
          count.questions += 1
          count.askedAt = Math.max(count.askedAt, at)
        }
        break
      case 'v':
        for (const count of this.#interests(row, '')) {
          count.views += 1
          count.viewedAt = Math.max(count.viewedAt, at)
        }
        break
      case 's': {
        const count = this.#count(this.#law.index.of(row[F.one] ?? '', row[F.two] ?? ''))
        count.stance = row[F.ref] === 'likes' ? 1 : -1 // the rows of one value come in the order they were said
      }
    }
    return done
  }

  /** The last customer, null where there was none. */
  end(): CustomerPreferences | null {
    if (this.#customer === '') return null
    const done = preferencesOf(this.#customer, this.#orders, this.#touched, this.#law.index)
    for (const count of this.#touched) count.reset()
    this.#touched = []
    this.#customer = this.#order = ''
    this.#orders = 0
    return done
  }

  #takeLine(row: PreferenceRow, at: number): void {
    const order = row[F.ref] ?? ''
    if (order !== this.#order) {
      this.#order = order
      this.#orders += 1
      this.#mannerCounted = false
    }
    const pieces = Number(row[F.pieces])
    if (pieces <= 0 && row[F.pieces] !== '') return
    if (!this.#mannerCounted) this.#takeManner(row, at)
    if (row[F.pieces] === '') return // an order without lines
    const { index, tags, priceCuts } = this.#law
    const minor = Number(row[F.minor])
    const product = tags.ofProduct(row[F.product] ?? '')
    for (const tag of product) this.#count(tag).bought(this.#orders, pieces, minor, at)
    for (const tag of tags.ofVariant(row[F.variant] ?? '')) this.#count(tag).bought(this.#orders, pieces, minor, at)
    const price = Number(row[F.price])
    if (price > 0) this.#count(this.#bandTag(price, index, priceCuts)).bought(this.#orders, pieces, minor, at)
  }

  #takeManner(row: PreferenceRow, at: number): void {
    this.#mannerCounted = true
    const key = `${row[F.weekday] ?? ''} ${row[F.hour] ?? ''} ${row[F.coded] ?? ''} ${row[F.one] ?? ''} ${row[F.two] ?? ''}`
    let tags = this.#manners.get(key)
    if (tags === undefined) {
      tags = mannerTags(row, this.#law.index)
      this.#manners.set(key, tags)
    }
    for (const tag of tags) this.#count(tag).bought(this.#orders, 0, 0, at)
  }

  readonly #bands = new Map<number, number>()
  #bandTag(price: number, index: ValueIndex, cuts: readonly number[]): number {
    const known = this.#bands.get(price)
    if (known !== undefined) return known
    const tag = index.of('price_band', priceBand(price, cuts))
    this.#bands.set(price, tag)
    return tag
  }

  /** The type, collections and vendor of a product that she asked about or looked at, and the product itself. */
  #interests(row: PreferenceRow, type: string): Set<Counted> {
    const { index, tags } = this.#law
    const product = row[F.product] ?? ''
    const title = tags.titleOf(product)
    const found = tags.ofProduct(product).filter((tag) => type === '' || index.kinds[tag] !== 'product_type')
    const own = type === '' ? [] : [index.of('product_type', type)]
    return new Set([...own, ...found, ...(title === null ? [] : [title])].map((tag) => this.#count(tag)))
  }

  #count(tag: number): Counted {
    const known = this.#counts[tag] ?? (this.#counts[tag] = new Counted(tag))
    if (!known.touched) {
      known.touched = true
      this.#touched.push(known)
    }
    return known
  }
}

/** The values of how an order was placed. */
export function mannerTags(row: PreferenceRow, index: ValueIndex): number[] {
  const channel = row[F.one] ?? ''
  const language = (row[F.two] ?? '').split('-')[0]?.toLowerCase() ?? ''
  const tags = [
    index.of('discount', row[F.coded] === '1' ? 'with_code' : 'without_code'),
    index.of('weekday', row[F.weekday] ?? ''),
    index.of('hour', row[F.hour] ?? ''),
  ]
  if (channel !== '') tags.push(index.of('channel', channel))
  if (language !== '') tags.push(index.of('language', language))
  return tags
}

class Counted {
  touched = false
  orders = 0
  pieces = 0
  spent = 0
  lastAt = 0
  questions = 0
  askedAt = 0
  views = 0
  viewedAt = 0
  stance = 0
  score = 0
  #inOrder = 0

  readonly tag: number
  constructor(tag: number) {
    this.tag = tag
  }

  bought(order: number, pieces: number, minor: number, at: number): void {
    if (this.#inOrder !== order) {
      this.#inOrder = order
      this.orders += 1
    }
    this.pieces += pieces
    this.spent += minor
    if (at > this.lastAt) this.lastAt = at
  }

  reset(): void {
    this.touched = false
    this.orders = this.pieces = this.spent = this.lastAt = this.questions = this.askedAt = 0
    this.views = this.viewedAt = this.stance = this.score = this.#inOrder = 0
  }
}

function preferencesOf(customerId: string, orders: number, all: Counted[], index: ValueIndex): CustomerPreferences {
  const byKind = new Map<string, Counted[]>()
  for (const count of all) {
    const kind = index.kinds[count.tag] ?? ''
    const others = byKind.get(kind)
    if (others === undefined) byKind.set(kind, [count])
    else others.push(count)
  }
  const evidence: Record<string, StoredKind> = {}
  const tokens: string[] = []
  for (const [kind, counts] of byKind) {
    const of = scoreAll(kind, orders, counts, index)
    counts.sort((a, b) => compare(a, b, index))
    evidence[kind] = { of, top: kept(kind, counts).map((count) => stored(count, index)) }
    addTokens(tokens, kind, counts, index)
  }
  return { customerId, evidence, tokens }
}

function scoreAll(kind: string, ofOrders: number, counts: Counted[], index: ValueIndex): StoredKind['of'] {
  let [ofSpent, ofQuestions, ofViews, ofSaid] = [0, 0, 0, 0]
  for (const { spent, questions, views, stance } of counts) {
    ofSpent += spent
    ofQuestions += questions
    ofViews += views
    if (stance > 0) ofSaid += 1
  }
  const totals = { ofOrders, ofSpentMinor: ofSpent, ofQuestions, ofViews, ofSaid }
  const score = isManner(kind) ? mannerScore : preferenceScore
  const none = { orderShare: 0, moneyShare: 0 }
  for (const count of counts) {
    const { orders, questions, views, stance, spent: spentMinor } = count
    const own = { orders, questions, views, spentMinor, said: stance > 0 ? 1 : 0, ...totals }
    count.score = Math.round(score(own, index.habits[count.tag] ?? none) * 10_000) / 10_000
  }
  return [ofOrders, ofSpent, ofQuestions, ofViews]
}

// What somebody said outranks what was counted.
function compare(a: Counted, b: Counted, index: ValueIndex): number {
  return (
    b.stance - a.stance ||
    b.score - a.score ||
    Math.max(b.lastAt, b.askedAt) - Math.max(a.lastAt, a.askedAt) ||
    ((index.values[a.tag] ?? '') < (index.values[b.tag] ?? '') ? -1 : 1)
  )
}

function kept(kind: string, sorted: Counted[]): Counted[] {
  const top = kind === 'product_type' ? TOP_TYPES : isManner(kind) ? 1 : TOP
  return sorted.filter(({ questions, stance }, place) => place < top || questions > 0 || stance !== 0)
}

function addTokens(tokens: string[], kind: string, sorted: Counted[], index: ValueIndex): void {
  const [first] = sorted
  if (first !== undefined && first.stance >= 0 && (!isManner(kind) || first.orders >= HABITUAL))
    tokens.push(`prefers:${kind}:${index.values[first.tag] ?? ''}`)
  for (const { tag, stance, questions } of sorted) {
    const name = `${kind}:${index.values[tag] ?? ''}`
    if (questions > 0) tokens.push(`asked:${name}`)
    if (stance !== 0) tokens.push(`${stance > 0 ? 'likes' : 'dislikes'}:${name}`)
  }
}

function stored(count: Counted, index: ValueIndex): StoredValue {
  const { tag, score, orders, pieces, spent, lastAt, questions, askedAt, views, viewedAt } = count
  const numbers = [score, orders, pieces, spent, lastAt, questions, askedAt, views, viewedAt]
  while (numbers.length > 1 && numbers.at(-1) === 0) numbers.pop()
  return [index.values[tag] ?? '', ...numbers] as StoredValue
}
