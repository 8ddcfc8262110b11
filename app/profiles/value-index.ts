import type { ById } from '../kernel/index.ts'
import type { ShopHabit } from './preference-score.ts'

/**
 * Numbers every (kind, value) of a shop, so that counting needs no text. A material, colour or size that is spelled in
 * capitals here and small there is one value, written as it was met first.
 */
export class ValueIndex {
  readonly #numbers = new Map<string, number>()
  readonly kinds: string[] = []
  readonly values: string[] = []
  readonly habits: ShopHabit[] = []

  /** The number of a value, given when it is first met. */
  of(kind: string, value: string): number {
    const key = `${kind}:${isSpelledFreely(kind) ? value.toLowerCase() : value}`
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    const number = this.kinds.length
    this.#numbers.set(key, number)
    this.kinds.push(kind)
    this.values.push(value)
    this.habits.push({ orderShare: 0, moneyShare: 0 })
    return number
  }
}

function isSpelledFreely(kind: string): boolean {
  return kind === 'material' || kind === 'colour' || kind === 'size'
}

/** What products and variants say by their ids, as numbers of a ValueIndex; titles of products are for questions and looks. */
export type CatalogueTags = {
  products: ById<readonly number[]>
  variants: ById<readonly number[]>
  titles: ById<string>
}

/** What a shop's preferences are told by: its values with their habits, what its products are, and its price bands. */
export type PreferenceLaw = { index: ValueIndex; tags: CatalogueTags; priceCuts: readonly number[] }
