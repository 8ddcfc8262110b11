import { parseGid } from '../ids.ts'
import { refusal } from './context.ts'
import type { Filter } from './search-query.ts'

/**
 * A time column: '2026-01-01' is that day in UTC, '2026-01-01T12:00:00Z' that second, for Shopify compares as it shows.
 * Written as bounds of the bare column, so that an index on it serves.
 */
export function timeFilter(column: string): Filter {
  return (operator, value) => {
    const moment = new Date(value)
    if (Number.isNaN(moment.getTime())) throw refusal(`search query: "${value}" is no time`, 'INVALID_SEARCH')
    const span = /^\d{4}-\d\d-\d\d$/.test(value) && operator === '=' ? 86_400_000 : 1000
    const from = secondOf(moment)
    const until = secondOf(new Date(moment.getTime() + span))
    if (operator === '>') return { sql: `${column} >= ?`, parameters: [until] }
    if (operator === '>=') return { sql: `${column} >= ?`, parameters: [from] }
    if (operator === '<') return { sql: `${column} < ?`, parameters: [from] }
    if (operator === '<=') return { sql: `${column} < ?`, parameters: [until] }
    return { sql: `(${column} >= ? and ${column} < ?)`, parameters: [from, until] }
  }
}

function secondOf(moment: Date): string {
  return moment.toISOString().slice(0, 19)
}

/** The id, as a number or a global id. */
export function idFilter(column: string, type: string): Filter {
  return (operator, value) => {
    const id = parseGid(value, type) ?? value
    if (!/^\d{1,16}$/.test(id)) throw refusal(`search query: "${value}" is no id`, 'INVALID_SEARCH')
    return { sql: `${column} ${operator} ?`, parameters: [id.padStart(16, '0')] }
  }
}

/** A text column: equal whatever the case, '*' at the end for a beginning, '*' alone for any text. */
export function textFilter(column: string): Filter {
  return (operator, value) => {
    if (operator !== '=')
      throw refusal(`search query: "${operator}${value}" makes no sense for a text`, 'INVALID_SEARCH')
    if (value === '*') return { sql: `coalesce(${column}, '') <> ''`, parameters: [] }
    if (!value.endsWith('*')) return { sql: `lower(${column}) = lower(?)`, parameters: [value] }
    const beginning = value.slice(0, -1).replace(/[\\%_]/g, '\\$&')
    return { sql: `${column} like ? escape '\\'`, parameters: [`${beginning}%`] }
  }
}

/** A JSON list of tags. */
export function tagFilter(column: string): Filter {
  return (operator, value) => {
    if (operator !== '=') throw refusal(`search query: tags cannot be compared with ${operator}`, 'INVALID_SEARCH')
    return { sql: `exists (select 1 from json_each(${column}) where lower(value) = lower(?))`, parameters: [value] }
  }
}

/** A whole number in an SQL expression. */
export function numberFilter(expression: string): Filter {
  return (operator, value) => {
    if (!/^-?\d+$/.test(value)) throw refusal(`search query: "${value}" is no whole number`, 'INVALID_SEARCH')
    return { sql: `${expression} ${operator} ?`, parameters: [Number(value)] }
  }
}
