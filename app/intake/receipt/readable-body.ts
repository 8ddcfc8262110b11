import { MalformedBody, parseShopifyJson } from '../../ledger/index.ts'
import { maskPersonal } from './mask.ts'

/** A part of a delivery's body for a person to read. */
export type BodyPart = {
  lines: string[]
  /** Where the next part begins; null at the end. */
  next: number | null
  /** Lines of the whole body. */
  total: number
}

export const LINES_A_PART = 500
const LONGEST_TEXT = 1_000

/**
 * A part of a body as indented JSON with exact ids; long texts are cut, so that no browser is overwhelmed.
 * Returns null where the body is no JSON, and so cannot be masked.
 */
export function readableBody(body: string, { from, masked }: { from: number; masked: boolean }): BodyPart | null {
  const read = parse(body)
  if (read === null) return null
  const lines = write(masked ? maskPersonal(read.value) : read.value).split('\n')
  const end = from + LINES_A_PART
  return { lines: lines.slice(from, end), next: end < lines.length ? end : null, total: lines.length }
}

function parse(body: string): { value: unknown } | null {
  try {
    return { value: parseShopifyJson(body) }
  } catch (error) {
    if (error instanceof MalformedBody) return null
    throw error
  }
}

function write(value: unknown): string {
  return JSON.stringify(
    value,
    (_, inner: unknown) => {
      if (typeof inner === 'bigint') return (JSON as WithRawJson).rawJSON(String(inner))
      if (typeof inner !== 'string' || inner.length <= LONGEST_TEXT) return inner
      return `${inner.slice(0, LONGEST_TEXT)} … (+${String(inner.length - LONGEST_TEXT)})`
    },
    2,
  )
}

// In the language since 2025; TypeScript's library does not know it yet.
type WithRawJson = typeof JSON & { rawJSON(text: string): unknown }
