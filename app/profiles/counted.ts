import { isManner } from './preference-kinds.ts'
import type { ShopHabit } from './preference-score.ts'

/** What a customer did of one kind: its values that she met. One object serves all customers of a refresh in turn. */
export class CountedKind {
  readonly kind: string
  readonly isManner: boolean
  readonly members: Counted[] = []
  /** How its stored evidence begins, in UTF-8. */
  readonly opening: Uint8Array
  constructor(kind: string) {
    this.kind = kind
    this.isManner = isManner(kind)
    this.opening = new TextEncoder().encode(`${JSON.stringify(kind)}:{"of":[`)
  }
}

/** What a customer did with one value. Money in minor units, moments in seconds since 1970. */
export class Counted {
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
  met = false
  #inOrder = 0

  readonly group: CountedKind
  readonly value: string
  readonly habit: ShopHabit
  /** The value as JSON in UTF-8. */
  readonly json: Uint8Array
  constructor(group: CountedKind, value: string, habit: ShopHabit) {
    this.group = group
    this.value = value
    this.habit = habit
    this.json = new TextEncoder().encode(JSON.stringify(value))
  }

  /** @param order the number of the order among the customer's */
  bought(order: number, pieces: number, minor: number, at: number): void {
    if (this.#inOrder !== order) {
      this.#inOrder = order
      this.orders += 1
    }
    this.pieces += pieces
    this.spent += minor
    if (at > this.lastAt) this.lastAt = at
  }

  asked(at: number): void {
    this.questions += 1
    if (at > this.askedAt) this.askedAt = at
  }

  viewed(at: number): void {
    this.views += 1
    if (at > this.viewedAt) this.viewedAt = at
  }

  reset(): void {
    this.met = false
    this.orders = this.pieces = this.spent = this.lastAt = this.questions = this.askedAt = 0
    this.views = this.viewedAt = this.stance = this.score = this.#inOrder = 0
  }
}
