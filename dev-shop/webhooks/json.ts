/** A JSON value in which whole numbers beyond 2^53 are bigints. */
export type Json = string | number | bigint | boolean | null | Json[] | { [key: string]: Json }
export type JsonObject = { [key: string]: Json }

/** JSON text in which a bigint is a bare number with all its digits, which JSON.stringify refuses to write. */
export function stringifyExact(value: Json): string {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return `[${value.map(stringifyExact).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([key, member]) => `${JSON.stringify(key)}:${stringifyExact(member)}`)
    .join(',')}}`
}
