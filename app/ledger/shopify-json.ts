import type { z } from 'zod'
import { storable } from '../kernel/index.ts'

/** What Shopify sent cannot be read: sending it again would not help. The message names the field. */
export class MalformedBody extends Error {
  override name = 'MalformedBody'
}

/**
 * JSON.parse that keeps whole numbers beyond 2^53 exact, as bigints: Shopify's ids are such numbers. Characters that
 * PostgreSQL cannot hold, NUL and halves of surrogate pairs, are replaced.
 * @throws MalformedBody where the text is no JSON
 */
export function parseShopifyJson(text: string): unknown {
  try {
    return (JSON.parse as ParseWithSource)(text, (_, value, { source }) => {
      if (typeof value === 'string') return storable(value)
      return typeof value === 'number' && !Number.isSafeInteger(value) && WHOLE.test(source ?? '')
        ? BigInt(source ?? '')
        : value
    })
  } catch (error) {
    throw new MalformedBody(`the body is no JSON${placeIn(String(error))}`)
  }
}

// The engine's own message quotes the text, which may name a person.
function placeIn(message: string): string {
  const [, position] = /at position (\d+)/.exec(message) ?? []
  if (/Unexpected end|Unterminated/.test(message)) return ': it ends too early'
  return position === undefined ? '' : `, from character ${position} on`
}

const WHOLE = /^-?\d{1,40}$/

// The third argument is in the language since 2025; TypeScript's library does not know it yet.
type ParseWithSource = (
  text: string,
  reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
) => unknown

/**
 * Checks what Shopify sent against the shape that is needed of it; fields that are not needed are left out.
 * @throws MalformedBody such as "order.line_items.0.price: expected string, received null"
 */
export function readShape<Schema extends z.ZodType>(what: string, schema: Schema, given: unknown): z.infer<Schema> {
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const problems = read.error.issues.slice(0, 3).map((issue) => `${[what, ...issue.path].join('.')}: ${issue.message}`)
  throw new MalformedBody(problems.join('; '))
}
