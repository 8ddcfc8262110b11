/** What a customer ordered in all: money in minor units net of refunds, moments in milliseconds since 1970. */
export type Purchases = { orders: number; spentMinor: number; firstAt: number; lastAt: number }

/** Adds up the orders of one customer after the other. */
export class PurchaseHistory {
  orders = 0
  #spentMinor = 0
  #firstAt = Infinity
  #lastAt = -Infinity

  ordered(at: number, paidMinor: number): void {
    this.orders += 1
    this.#spentMinor += paidMinor
    if (at < this.#firstAt) this.#firstAt = at
    if (at > this.#lastAt) this.#lastAt = at
  }

  /** The customer is complete; the next one begins. */
  end(): Purchases {
    const purchases = {
      orders: this.orders,
      spentMinor: this.#spentMinor,
      firstAt: this.#firstAt,
      lastAt: this.#lastAt,
    }
    this.orders = this.#spentMinor = 0
    this.#firstAt = Infinity
    this.#lastAt = -Infinity
    return purchases
  }
}
