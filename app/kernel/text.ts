/** Text as PostgreSQL can hold it: NUL and halves of surrogate pairs, such as a cut emoji leaves, are replaced. */
export function storable(text: string): string {
  return text.isWellFormed() && !text.includes('\0') ? text : text.toWellFormed().replaceAll('\0', '\uFFFD')
}

/** Whether the values of a JSON text may hold what PostgreSQL cannot: in JSON it can only be written as an escape. */
export function mayBeUnstorable(json: string): boolean {
  return ESCAPES.test(json)
}

const ESCAPES = /\\u(?:0000|d[89a-f])/i

/** JSON.parse whose texts PostgreSQL can hold. @throws SyntaxError where the text is no JSON */
export function parseStorable(json: string): unknown {
  if (!mayBeUnstorable(json)) return JSON.parse(json) as unknown
  return JSON.parse(json, (_, value: unknown) => (typeof value === 'string' ? storable(value) : value)) as unknown
}
