import type { Json, JsonObject } from './json.ts'

const TERM = /^(-?)([a-z_][a-z_.]*):(>=|<=|>|<)?("([^"]*)"|\S+)$/

/**
 * Says whether a body passes a subscription's filter: terms `field:value` with > >= < <= or `*` (present),
 * negated by a leading '-', joined by AND (or a space) or OR without parentheses. Throws on anything else.
 */
export function matchesFilter(filter: string | null, body: JsonObject): boolean {
  if (filter === null || filter.trim() === '') return true
  return filter.split(/\s+OR\s+/).some((side) => terms(side).every((term) => matchesTerm(term, body)))
}

function terms(side: string): string[] {
  return (side.match(/(?:[^\s"]|"[^"]*")+/g) ?? []).filter((term) => term !== 'AND')
}

function matchesTerm(term: string, body: JsonObject): boolean {
  const [, negated, path, operator, raw, quoted] = TERM.exec(term) ?? []
  if (path === undefined || raw === undefined) throw new Error(`webhook filter: cannot read "${term}"`)
  const found = valuesAt(body, path.split('.')).some((value) => compare(value, operator ?? '', quoted ?? raw))
  return found !== (negated === '-')
}

function valuesAt(value: Json | undefined, path: string[]): Json[] {
  if (value === undefined) return []
  if (Array.isArray(value)) return value.flatMap((member) => valuesAt(member, path))
  const [key, ...rest] = path
  if (key === undefined) return [value]
  return value !== null && typeof value === 'object' ? valuesAt(value[key], rest) : []
}

function compare(value: Json, operator: string, wanted: string): boolean {
  if (value === null || typeof value === 'object') return false
  if (operator === '') return wanted === '*' || String(value) === wanted
  const [left, right] =
    isNumeric(value) && isNumeric(wanted) ? [Number(value), Number(wanted)] : [String(value), wanted]
  if (operator === '>') return left > right
  if (operator === '>=') return left >= right
  if (operator === '<') return left < right
  return left <= right
}

function isNumeric(value: string | number | bigint | boolean): boolean {
  return typeof value !== 'boolean' && value !== '' && !Number.isNaN(Number(value))
}
