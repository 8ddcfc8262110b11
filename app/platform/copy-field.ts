/** What COPY's text format can say of one field; null is its own sign. */
export function copyField(value: unknown): string {
  if (typeof value === 'string') return escape(value)
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'bigint' || typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return escape(new TextDecoder().decode(value))
  if (isTexts(value)) return escape(arrayOf(value))
  throw new TypeError(`COPY cannot write a ${typeof value}`)
}

/** Whether a text in UTF-8 can be copied as it is. */
export function isPlain(text: Uint8Array): boolean {
  return !SPECIAL_BYTES.some((byte) => text.includes(byte))
}

const SPECIAL_BYTES = [92, 9, 10, 13]
const SPECIAL = /[\\\t\n\r]/

function escape(text: string): string {
  return SPECIAL.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (sign) => ESCAPED[sign] ?? sign) : text
}

const ESCAPED: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function arrayOf(texts: readonly string[]): string {
  if (texts.length === 0) return '{}'
  return `{${texts.map((text) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`
}
