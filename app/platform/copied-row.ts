import type { ById, FieldRow, HeldField } from '../kernel/index.ts'

const [TAB, LINE, BACKSLASH, MINUS, ZERO, NULL] = [9, 10, 92, 45, 48, 78]

/** Walks over rows of COPY's text format in place, without a text for every field: a row holds until the next one. */
export class CopiedRows implements FieldRow {
  #bytes: Buffer = Buffer.alloc(0)
  #from = 0
  readonly #starts = new Int32Array(64)

  /** Puts more of what was copied behind what is left. */
  append(chunk: Buffer): void {
    this.#bytes = this.#from < this.#bytes.length ? Buffer.concat([this.#bytes.subarray(this.#from), chunk]) : chunk
    this.#from = 0
  }

  /** Goes to the next row. @returns false where its end has not come yet */
  next(): boolean {
    const [bytes, starts, end] = [this.#bytes, this.#starts, this.#bytes.length]
    let field = 0
    starts[0] = this.#from
    for (let at = this.#from; at < end; at += 1) {
      const byte = bytes[at]
      if (byte !== TAB && byte !== LINE) continue
      field += 1
      starts[field] = at + 1
      if (byte === TAB) continue
      this.#from = at + 1
      return true
    }
    return false
  }

  isEmpty(field: number): boolean {
    const [from, to] = [this.#start(field), this.#end(field)]
    return from === to || (to - from === 2 && this.#bytes[from] === BACKSLASH && this.#bytes[from + 1] === NULL)
  }

  number(field: number): number {
    if (this.isEmpty(field)) return 0
    const [from, to] = [this.#start(field), this.#end(field)]
    const negative = this.#bytes[from] === MINUS
    let value = 0
    for (let at = negative ? from + 1 : from; at < to; at += 1) value = value * 10 + (this.#bytes[at] ?? ZERO) - ZERO
    return negative ? -value : value
  }

  text(field: number): string {
    if (this.isEmpty(field)) return ''
    const text = this.#bytes.toString('utf8', this.#start(field), this.#end(field))
    return text.includes('\\') ? text.replaceAll(/\\(.)/g, (_, sign: string) => meant(sign)) : text
  }

  lookUp<Known>(field: number, known: ById<Known>): Known | undefined {
    return this.isEmpty(field) ? undefined : known.ofDigits(this.#bytes, this.#start(field), this.#end(field))
  }

  isNew(field: number, held: HeldField): boolean {
    const [bytes, from, length] = [this.#bytes, this.#start(field), this.#end(field) - this.#start(field)]
    if (length === held.length && isSame(bytes, from, held)) return false
    if (length > held.bytes.length) held.bytes = new Uint8Array(length)
    held.bytes.set(bytes.subarray(from, from + length))
    held.length = length
    held.text = this.text(field)
    return true
  }

  #start(field: number): number {
    return this.#starts[field] ?? 0
  }

  #end(field: number): number {
    return (this.#starts[field + 1] ?? 1) - 1
  }
}

/** A row that was read as texts. */
export class ListedRow implements FieldRow {
  readonly #fields: readonly (string | null)[]
  constructor(fields: readonly (string | null)[]) {
    this.#fields = fields
  }

  isEmpty(field: number): boolean {
    return this.text(field) === ''
  }

  number(field: number): number {
    return Number(this.text(field))
  }

  text(field: number): string {
    return this.#fields[field] ?? ''
  }

  lookUp<Known>(field: number, known: ById<Known>): Known | undefined {
    return known.of(this.text(field))
  }

  isNew(field: number, held: HeldField): boolean {
    const text = this.text(field)
    if (held.length === text.length && held.text === text) return false
    held.text = text
    held.length = text.length
    return true
  }
}

function isSame(bytes: Buffer, from: number, held: HeldField): boolean {
  for (let at = 0; at < held.length; at += 1) if (bytes[from + at] !== held.bytes[at]) return false
  return true
}

function meant(sign: string): string {
  return { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }[sign] ?? sign
}
