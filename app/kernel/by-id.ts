/** Nine decimal digits fit a small integer, which is looked up several times faster than a text. */
const HALF = 9

/** What is known by an id, asked for more than once a microsecond: no text is made of an id to find it. */
export class ById<Known> {
  readonly #halves = new Map<number, Map<number, Known>>()
  #high = -1
  #lows: Map<number, Known> | undefined

  constructor(entries: Iterable<readonly [id: string, known: Known]>) {
    for (const [id, known] of entries) {
      const high = Number(id.slice(0, -HALF))
      const lows = this.#halves.get(high) ?? new Map<number, Known>()
      this.#halves.set(high, lows.set(Number(id.slice(-HALF)), known))
    }
  }

  of(id: string): Known | undefined {
    return this.#at(Number(id.slice(0, -HALF)), Number(id.slice(-HALF)))
  }

  /** By the digits from `from` to `to` of a text in ASCII. */
  ofDigits(text: Uint8Array, from: number, to: number): Known | undefined {
    const middle = Math.max(from, to - HALF)
    return this.#at(numberOf(text, from, middle), numberOf(text, middle, to))
  }

  #at(high: number, low: number): Known | undefined {
    if (high !== this.#high) {
      this.#high = high
      this.#lows = this.#halves.get(high)
    }
    return this.#lows?.get(low)
  }
}

const ZERO = 48

function numberOf(text: Uint8Array, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at += 1) value = value * 10 + (text[at] ?? ZERO) - ZERO
  return value
}
