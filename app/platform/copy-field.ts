/** What COPY's text format can say of one field; null is its own sign. */
export function copyField(value: unknown): string {
  if (typeof value === 'string') return escape(value)
  if (value === null || value === undefined) return '\\N'
  if (typeof value === 'bigint' || typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (value instanceof Date) return value.toISOString()
  if (isTexts(value)) return escape(arrayOf(value))
  throw new TypeError(`COPY cannot write a ${typeof value}`)
}

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
