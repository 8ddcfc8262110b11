import type { ById } from './by-id.ts'

/** A row whose fields are asked for one by one. null reads as '' and as 0. */
export type FieldRow = {
  isEmpty(field: number): boolean
  /** A whole number; exact up to 2^53. */
  number(field: number): number
  text(field: number): string
  /** What is known of the id in the field. */
  lookUp<Known>(field: number, known: ById<Known>): Known | undefined
  /** Whether the field is another than the one held, which it then replaces. */
  isNew(field: number, held: HeldField): boolean
}

/** What a field held when it was last new; at first a length of -1, which no field has. */
export type HeldField = { text: string; bytes: Uint8Array; length: number }
